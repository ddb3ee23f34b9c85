// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** A probe that judges another's answer, which it gets as {@code value}. */
final class OpinionProbe {

  private OpinionProbe() {}

  static Activity given(Activity probe, Tree answer, Values values) {
    Values more = values.with("value", answer);
    return more.fill(
        probe.with(
            switch (probe.provider()) {
              case Provider.Http h ->
                  new Provider.Http(
                      h.url(),
                      h.method(),
                      h.headers(),
                      with(h.arguments(), answer),
                      h.connect(),
                      h.timeout(),
                      h.expectedStatus(),
                      h.verifyTls());
              case Provider.Program p ->
                  new Provider.Program(p.path(), with(p.arguments(), answer), p.timeout());
              case Provider.Python p ->
                  new Provider.Python(p.module(), p.function(), with(p.arguments(), answer));
              case Provider.Fault f -> f;
              case Provider.HeldDay d -> d;
              case Provider.Unsupported u -> u;
            }));
  }

  private static Tree with(Tree arguments, Tree answer) {
    if (!(arguments instanceof Tree.Fields(var entries))) {
      return arguments;
    }
    Map<String, Tree> more = new LinkedHashMap<>(entries);
    more.put("value", answer);
    return new Tree.Fields(more);
  }
}
