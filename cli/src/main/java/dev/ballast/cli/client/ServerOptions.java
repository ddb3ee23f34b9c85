// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import dev.ballast.cli.terminal.Terminal;
import dev.ballast.telemetry.remote.Backend;
import java.net.URI;
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

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description =
          "Authority to trust besides the JDK's, in PEM. Default: BALLAST_CA_CERT, else none.")
  private String authority = "";

  /** The server's Prometheus API. */
  public Backend metrics(Terminal terminal) {
    Backend backend = Backend.at(URI.create(url(terminal).replaceFirst("/+$", "") + "/prometheus"));
    String bearer = bearer(terminal);
    return bearer.isEmpty() ? backend : backend.with(new Backend.Auth.Bearer(bearer));
  }

  private String url(Terminal terminal) {
    return server.isEmpty() ? terminal.variable("BALLAST_SERVER", DEFAULT_SERVER) : server;
  }

  private String bearer(Terminal terminal) {
    return token.isEmpty() ? terminal.variable("BALLAST_TOKEN", "") : token;
  }

  /**
   * The options that lead to the same server, for a command that is printed to be pasted: with a
   * blank before each, or empty. Never the token, which is a secret.
   */
  public String pasted() {
    return (server.isEmpty() ? "" : " --server " + quoted(server))
        + (authority.isEmpty() ? "" : " --ca-cert " + quoted(authority));
  }

  /** As a shell takes it for one word. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  public Api connect(Terminal terminal) {
    String ca = authority.isEmpty() ? terminal.variable("BALLAST_CA_CERT", "") : authority;
    return new Api(url(terminal), bearer(terminal), Trust.in(ca));
  }
}
