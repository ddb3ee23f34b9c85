// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What somebody says that an incident's cause really was. */
final class CauseOptions {

  @Option(
      names = "--cause",
      paramLabel = "NAME",
      description = "What it really was: a service, database, host or third party; none.")
  private String cause = "";

  @Option(
      names = "--to",
      paramLabel = "NAME",
      description = "It was the way from the cause to this one.")
  private String to = "";

  @Option(names = "--region", paramLabel = "REGION", description = "Where, if not everywhere.")
  private String region = "";

  @Option(
      names = "--unseen",
      description = "The cause is one that telemetry does not know, so its name is not checked.")
  private boolean unseen;

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cause", cause);
    parameters.put("to", to);
    parameters.put("region", region);
    if (unseen) {
      parameters.put("unseen", "true");
    }
    return parameters;
  }
}
