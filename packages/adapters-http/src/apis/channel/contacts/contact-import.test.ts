import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IMPORT_ROWS } from '@parlance/core'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const send = (content: string | Uint8Array<ArrayBuffer>, token = server.seeded.tokens.owner) => {
  const body = new FormData()
  body.append('import_file', new Blob([content], { type: 'text/csv' }), 'contacts.csv')
  return server.ask('POST', `${server.account}/contacts/import`, { token, body })
}
const found = async (text: string) =>
  (
    (await server.owner('GET', `/contacts/search?q=${encodeURIComponent(text)}`)).json as {
      payload: readonly unknown[]
    }
  ).payload

describe('importing contacts', () => {
  it('adds those who are new, and changes those who are known', async () => {
    const known = { email: 'known@acme.test', name: 'Known', custom_attributes: { plan: 'free', kept: 1 } }
    await server.owner('POST', '/contacts', known)
    const answer = await send(
      [
        'Name,Email,phone_number,identifier,Company,city,labels,plan',
        'Ann,ANN@acme.test,49301234567,crm-1,Acme,Wien,"vip,new",gold',
        '"Bea, Ms",known@acme.test,,,,,,silver',
      ].join('\r\n'),
    )
    expect(answer.json).toEqual({ created: 1, updated: 1, unchanged: 0, failed: [] })
    expect(await found('ann@acme')).toMatchObject([
      {
        name: 'Ann',
        email: 'ann@acme.test',
        phone_number: '+49301234567',
        identifier: 'crm-1',
        additional_attributes: { company_name: 'Acme', city: 'Wien' },
        custom_attributes: { plan: 'gold' },
      },
    ])
    expect(await found('known@acme')).toMatchObject([
      { name: 'Bea, Ms', phone_number: null, custom_attributes: { plan: 'silver', kept: 1 } },
    ])
  })

  it('tells which rows it could not take, and takes the others', async () => {
    await server.owner('POST', '/contacts', { phone_number: '+15550007777' })
    await server.owner('POST', '/contacts', { email: 'first@acme.test' })
    const answer = await send(
      'name,email,phone_number\nGood,good@acme.test,\nBad,nobody,12\nTaken,first@acme.test,+15550007777\n',
    )
    expect(answer.json).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      failed: [
        { row: 3, message: 'Email Invalid email', attributes: ['email'] },
        { row: 4, message: 'Phone number has already been taken', attributes: ['phone_number'] },
      ],
    })
    expect(await found('good@acme')).toHaveLength(1)
  })

  it('changes nothing when it is sent again, and takes what was exported', async () => {
    await send('name,email,phone_number\n=SUM(1),formula@acme.test,+15550006666')
    const columns = { column_names: ['name', 'email', 'phone_number'] }
    const { text } = await server.owner('POST', '/contacts/export', columns)
    expect(text).toContain("'=SUM(1),formula@acme.test,'+15550006666")
    expect((await send(text)).json).toMatchObject({ updated: 0, failed: [] })
    expect(await found('formula@')).toMatchObject([{ name: '=SUM(1)', phone_number: '+15550006666' }])
  })

  it('reads what spreadsheets of another time wrote', async () => {
    const latin = Uint8Array.from(Buffer.from('name;email\nJürgen;juergen@acme.test\n', 'latin1'))
    expect((await send(latin)).json).toMatchObject({ created: 1 })
    expect(await found('juergen@')).toMatchObject([{ name: 'Jürgen' }])
  })

  it('refuses what is no table, or too long', async () => {
    const refused = (error: string) => ({ status: 422, json: { error } })
    expect(await send('')).toMatchObject(refused('File is blank'))
    expect(await send('a,"b')).toMatchObject(refused('File is not a CSV file: A quote is never closed'))
    expect(await send('a\0b')).toMatchObject(refused('File is not a CSV file'))
    const nothing = await server.ask('POST', `${server.account}/contacts/import`, {
      token: server.seeded.tokens.owner,
    })
    expect(nothing).toMatchObject(refused('File is blank'))
    expect(await send(`name\n${'x\n'.repeat(IMPORT_ROWS + 1)}`)).toMatchObject({
      status: 422,
      json: { message: 'Import file must be of at most 5000 rows', attributes: ['import_file'] },
    })
  })

  it('is for administrators', async () => {
    expect(await send('name\nAnn', server.seeded.tokens.agents[0])).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to do this action' },
    })
  })
})
