// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** Which server to ask, and as whom. */
public final class ServerOptions {

  private static final String DEFAULT_SERVER = "http://127.0.0.1:7700";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The Ballast server. Default: BALLAST_SERVER, else http://127.0.0.1:7700.")
  private String server = "";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Bearer token. Default: BALLAST_TOKEN, which keeps it out of the process list.")
  private String token = "";

  public Api connect(Terminal terminal) {
    String url = server.isEmpty() ? terminal.variable("BALLAST_SERVER", DEFAULT_SERVER) : server;
    return new Api(url, token.isEmpty() ? terminal.variable("BALLAST_TOKEN", "") : token);
  }
}
