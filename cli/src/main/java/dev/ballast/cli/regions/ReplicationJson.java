// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.Script;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.Thinned;
import dev.ballast.model.Replication;
import dev.ballast.server.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Replications as scripts read them. */
final class ReplicationJson {

  private ReplicationJson() {}

  private record Findings(
      String replication, boolean ok, boolean installed, List<Finding> findings) {}

  private record Scripts(String replication, boolean dryRun, List<Script> scripts) {}

  private record Uninstalled(String replication, List<String> leftBehind) {}

  static JsonNode findings(Replication replication, List<Finding> findings, boolean installed) {
    return tree(
        new Findings(replication.name(), !ReplicationText.refuses(findings), installed, findings));
  }

  static JsonNode scripts(Replication replication, List<Script> scripts) {
    return tree(new Scripts(replication.name(), true, scripts));
  }

  static JsonNode uninstalled(Replication replication, List<String> left) {
    return tree(new Uninstalled(replication.name(), left));
  }

  static JsonNode thinned(Thinned thinned) {
    return tree(thinned);
  }

  static JsonNode standing(Standing standing) {
    return tree(standing);
  }

  private static JsonNode tree(Object document) {
    return Json.read(Json.text(document), JsonNode.class);
  }
}
