// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.model.Secret;
import dev.ballast.server.ServerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the server does with messages from outside. */
final class IntakeOptions {

  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";

  @Option(
      names = "--github-secret",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the secret is with which GitHub signs its webhooks. Default: none.")
  private String gitHubSecret = "";

  @Option(
      names = "--redact",
      paramLabel = "KEY=ACTION",
      description =
          "What becomes of an attribute of logs, or of text.email, .token, .card, .address: keep,"
              + " mask, hash or drop; repeatable.")
  private Map<String, String> redact = new LinkedHashMap<>();

  ServerConfig.Intake intake() {
    return new ServerConfig.Intake(secret(), redact);
  }

  /** Only a place: what is on a command line can be read by everybody on the machine. */
  private Secret secret() {
    if (gitHubSecret.isEmpty()) {
      return new Secret.None();
    }
    if (gitHubSecret.startsWith(ENVIRONMENT) && gitHubSecret.length() > ENVIRONMENT.length()) {
      return new Secret.Environment(gitHubSecret.substring(ENVIRONMENT.length()));
    }
    if (gitHubSecret.startsWith(FILE) && gitHubSecret.length() > FILE.length()) {
      return new Secret.File(gitHubSecret.substring(FILE.length()));
    }
    throw CommandFailure.usage(
        "--github-secret: (hidden) (expected: env:NAME or file:PATH). Fix: put the secret into a"
            + " file and name it");
  }
}
