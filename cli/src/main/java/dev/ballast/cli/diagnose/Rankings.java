// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.Cause;
import dev.ballast.control.diagnosis.Diagnosis;
import dev.ballast.control.diagnosis.Verdict;
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

  private Rankings() {}

  static String line(String id, Diagnosis diagnosis) {
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
              .put("text", one.text());
        }
      }
    }
    node.put("verdict", verdict(diagnosis.verdict()));
    node.set("evidence", evidence);
    return node.toString();
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
