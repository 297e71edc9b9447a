// The genuine PLC directory and PDS of Bluesky and, with PostgreSQL and Redis, its AppView (search).
//
// Beside them a test fixture: the genuine stack has no Jetstream (it is a program of its own, in
// Go), so what the PDS says on its firehose is told here in the words of Jetstream's first wire.
//
// Says one line of JSON when all are up; ends when its standard input does.
import { TestNetwork, TestNetworkNoAppView } from '@atproto/dev-env'
import { IdResolver } from '@atproto/identity'
import { Firehose } from '@atproto/sync'
import { WebSocketServer } from 'ws'

const withSearch = Boolean(process.env.DB_POSTGRES_URL && process.env.REDIS_HOST)
const network = withSearch
  ? await TestNetwork.create({ dbPostgresSchema: 'listener' })
  : await TestNetworkNoAppView.create({})

const lines = []
const listeners = new Set()
let latest = 0

function tell(did, kind, rest) {
  // By the clock, but no two at once: a cursor is a time.
  latest = Math.max(latest + 1, Date.now() * 1000)
  const line = { at: latest, text: JSON.stringify({ did, time_us: latest, kind, ...rest }) }
  lines.push(line)
  for (const each of listeners) each.send(line.text)
}

function plain(record) {
  // Links between records are written `$link` in JSON.
  return JSON.parse(JSON.stringify(record, (_, value) =>
    value && typeof value === 'object' && value.asCID === value ? { $link: value.toString() } : value))
}

const firehose = new Firehose({
  service: network.pds.url.replace('http', 'ws'),
  idResolver: new IdResolver({ plcUrl: network.plc.url }),
  unauthenticatedCommits: true,
  unauthenticatedHandles: true,
  getCursor: () => 0,
  onError: (error) => console.error(`relay: ${error}`),
  handleEvent: (event) => {
    const { did } = event
    if (event.event === 'identity') {
      tell(did, 'identity', { identity: { did, seq: event.seq, time: event.time } })
    } else if (event.event === 'account') {
      const { active, status, seq, time } = event
      tell(did, 'account', { account: { active, did, seq, status, time } })
    } else if (event.event !== 'sync') {
      const { rev, event: operation, collection, rkey } = event
      const commit = { rev, operation, collection, rkey }
      if (operation !== 'delete') {
        Object.assign(commit, { record: plain(event.record), cid: event.cid.toString() })
      }
      tell(did, 'commit', { commit })
    }
  },
})
void firehose.start()

const jetstream = new WebSocketServer({ port: 0 })
jetstream.on('connection', (socket, request) => {
  const asked = new URL(request.url, 'ws://localhost').searchParams
  const cursor = asked.has('cursor') ? Number(asked.get('cursor')) : Infinity
  for (const line of lines) if (line.at >= cursor) socket.send(line.text)
  listeners.add(socket)
  socket.on('close', () => listeners.delete(socket))
})
await new Promise((ready) => jetstream.once('listening', ready))

// What the genuine servers print of themselves goes to stderr, so that this is the only line.
process.stdout.write(JSON.stringify({
  pds: `http://127.0.0.1:${network.pds.port}`,
  jetstream: `ws://127.0.0.1:${jetstream.address().port}/subscribe`,
  search: withSearch,
}) + '\n')

process.stdin.resume()
process.stdin.on('end', async () => {
  for (const socket of listeners) socket.terminate()
  jetstream.close()
  await Promise.race([firehose.destroy(), new Promise((done) => setTimeout(done, 2000))])
  await Promise.race([network.close(), new Promise((done) => setTimeout(done, 5000))])
  process.exit(0)
})
