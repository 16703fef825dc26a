import express from 'express'
import { listen } from './listen.ts'

// (a) What Express itself costs: the same JSON in, the same JSON out, and nothing kept.
const app = express()
app.disable('x-powered-by')
app.use(express.json())
app.post('/conversations/:number/messages', (request, response) => {
  response.json({ id: 1, conversation_id: Number(request.params.number), ...request.body })
})

listen(app)
