// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.ChangeSample.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What was changed before an alert: commits, deployments, flags, and what providers announced. */
record ScenarioChanges(ScenarioFiles files) {

  List<ChangeSample> read() {
    List<ChangeSample> changes = new ArrayList<>();
    for (JsonNode commit : files.optional("commits.json")) {
      changes.add(
          new ChangeSample(
              commit.path("sha").asString(""),
              Kind.COMMIT,
              "",
              "",
              commit.path("message").asString(""),
              files.instant("commits.json", commit.path("timestamp")),
              commit.path("files_changed").values().stream().map(f -> f.asString("")).toList(),
              commit.path("diff").asString(""),
              List.of()));
    }
    for (JsonNode deploy : files.optional("deploys.json")) {
      String service = deploy.path("service").asString("");
      String version = deploy.path("version").asString("");
      String sha = deploy.path("commit_sha").asString("");
      changes.add(
          new ChangeSample(
              "deploy/" + service + "/" + version + "/" + sha,
              Kind.DEPLOYMENT,
              service,
              version,
              service + " " + version,
              files.instant("deploys.json", deploy.path("timestamp")),
              List.of(),
              "",
              sha.isEmpty() ? List.of() : List.of(sha)));
    }
    for (JsonNode flag : files.optional("flags.json")) {
      changes.add(
          ChangeSample.of(
              "flag/" + flag.path("flag").asString("") + "/" + flag.path("timestamp").asString(""),
              Kind.FLAG,
              flag.path("service").asString(""),
              "",
              flag.path("flag").asString("") + " " + flag.path("change").asString(""),
              files.instant("flags.json", flag.path("timestamp"))));
    }
    announced(changes);
    return changes;
  }

  /** What a provider's status page says; that all is well is no news. */
  private void announced(List<ChangeSample> changes) {
    JsonNode feed = files.optional("status_feed.json");
    Set<String> well = Set.of("operating-normally", "operational", "ok", "resolved");
    int number = 0;
    for (JsonNode event : feed.path("events")) {
      number++;
      if (!well.contains(event.path("status").asString(""))) {
        JsonNode at = event.path(event.has("started_at") ? "started_at" : "timestamp");
        changes.add(
            ChangeSample.of(
                "status/" + number,
                Kind.EXTERNAL,
                "",
                "",
                (event.path("service").asString("")
                        + " "
                        + event.path("status").asString("")
                        + ": "
                        + event.path("detail").asString(""))
                    .strip(),
                files.instant("status_feed.json", at)));
      }
    }
  }
}
