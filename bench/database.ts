import { Client } from 'pg'

/** Makes an empty database beside the given one, and gives its address. */
export const databaseOn = async (postgres: string, name: string): Promise<string> => {
  const client = new Client({ connectionString: postgres })
  await client.connect()
  await client.query(`create database ${client.escapeIdentifier(name)}`)
  await client.end()
  const url = new URL(postgres)
  url.pathname = `/${name}`
  return url.href
}
