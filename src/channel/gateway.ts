import type { Puppet } from 'wechaty-puppet'
import { PuppetServer } from 'wechaty-puppet-service'

/** A puppet that other bots, in any language, use as a puppet service. */
export interface Gateway {
  stop(): Promise<void>
}

/**
 * Serves a puppet at `host:port`. Whoever has the token may use it, and only one bot at a time: a second gets no events.
 *
 * TLS is by the package's built-in certificate, whose key is public, unless the operator sets another in the package's
 * own variables: away from the machine itself that is no protection.
 */
export async function serveGateway(options: {
  readonly puppet: Puppet
  readonly endpoint: string
  readonly token: string
}): Promise<Gateway> {
  const { puppet, endpoint, token } = options
  // An error without a listener would end the process.
  puppet.on('error', () => {})
  const server = new PuppetServer({ endpoint, puppet: puppet as never, token })
  await server.start()
  await puppet.start()
  return {
    async stop() {
      await puppet.stop()
      await server.stop()
    },
  }
}
