// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.slo.Evidence;
import java.util.List;
import java.util.Map;

/** What a sentence rests on. */
record EvidenceJson(String query, double windowSeconds, Map<String, Double> numbers, String rule) {

  static List<EvidenceJson> of(List<Evidence> all) {
    return all.stream()
        .map(
            evidence ->
                new EvidenceJson(
                    evidence.query(),
                    Seconds.of(evidence.window()),
                    evidence.numbers(),
                    evidence.rule()))
        .toList();
  }
}
