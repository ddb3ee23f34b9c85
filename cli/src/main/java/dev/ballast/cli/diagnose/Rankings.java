// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.Cause;
import dev.ballast.control.diagnosis.Diagnosis;
import dev.ballast.control.diagnosis.Verdict;
import dev.ballast.control.diagnosis.change.ChangeFinding;
import dev.ballast.control.diagnosis.change.RankedChange;
import dev.ballast.control.diagnosis.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Each case's ranking as a line of JSON, so that anyone can score it. */
final class Rankings {

  private static final int MOST_EVIDENCE = 20;
  private static final int MOST_CHANGES = 10;

  private Rankings() {}

  /**
   * One case.
   *
   * @param asksForChange whether the verdict is the id of a change rather than a subject
   */
  static String line(String id, Diagnosis diagnosis, boolean asksForChange) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("case", id);
    ArrayNode ranking = node.putArray("ranking");
    ArrayNode evidence = JsonNodeFactory.instance.arrayNode();
    for (Cause cause : diagnosis.ranking()) {
      ranking
          .addObject()
          .put("subject", cause.subject().name())
          .put("class", cause.modality().word())
          .put("score", rounded(cause.score()));
      for (Evidence one : cause.evidence()) {
        if (evidence.size() < MOST_EVIDENCE) {
          evidence
              .addObject()
              .put("subject", one.subject().name())
              .put("class", one.modality().word())
              .put("strength", rounded(one.strength()))
              .put("usual", rounded(one.usual()))
              .put("usual_known", one.known())
              .put("text", one.text());
        }
      }
    }
    String subject = verdict(diagnosis.verdict());
    node.put("verdict", asksForChange ? verdict(diagnosis.changes()) : subject);
    if (asksForChange) {
      node.put("verdict_subject", subject);
      changes(node, diagnosis.changes());
    }
    node.set("evidence", evidence);
    return node.toString();
  }

  private static void changes(ObjectNode node, ChangeFinding finding) {
    ArrayNode changes = node.putArray("changes");
    for (RankedChange one : finding.ranked().stream().limit(MOST_CHANGES).toList()) {
      ObjectNode change =
          changes
              .addObject()
              .put("id", one.change().id())
              .put("title", one.change().title())
              .put("score", rounded(one.score()));
      ArrayNode pro = change.putArray("for");
      one.speaksFor().forEach(pro::add);
      ArrayNode contra = change.putArray("against");
      one.speaksAgainst().forEach(contra::add);
    }
    ArrayNode external = node.putArray("external");
    finding.external().forEach(external::add);
  }

  private static String verdict(ChangeFinding finding) {
    return finding.blamed().map(one -> one.change().id()).orElse("none");
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Named named -> named.subject().name();
      case Verdict.Unexplained _ -> "none";
    };
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  static void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--rankings: " + file + " cannot be written (" + e.getMessage() + ")");
    }
  }
}
