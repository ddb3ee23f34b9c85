// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.model.Configuration;
import dev.ballast.server.config.ConfigState;
import java.util.List;

/** The configuration in use and what is wrong with the newest edit. */
public record ConfigView(
    String sentence,
    String about,
    String folder,
    String loaded,
    String resources,
    List<String> files,
    List<Problem> refused,
    List<Problem> warnings) {

  /** A problem and where it is. */
  public record Problem(String where, String text) {}

  static ConfigView of(ConfigState state, String folder, Sight sight) {
    Configuration configuration = state.configuration();
    boolean refused = !state.refused().isEmpty();
    return new ConfigView(
        sentence(state, refused),
        refused
            ? "A bad edit is refused whole: what was in use before it stays in use."
            : "Edits of the folder are taken up within a second, whole or not at all.",
        folder,
        sight.clock(state.loadedAt()) + ", " + sight.ago(state.loadedAt()),
        "%d services, %d SLOs, %d regions, %d data sources"
            .formatted(
                configuration.services().size(),
                configuration.slos().size(),
                configuration.regions().size(),
                configuration.dataSources().size()),
        state.files(),
        state.refused().stream().map(ConfigView::problem).toList(),
        state.warnings().stream().map(ConfigView::problem).toList());
  }

  private static String sentence(ConfigState state, boolean refused) {
    if (refused) {
      int count = state.refused().size();
      return "The newest edit is refused: %d %s."
          .formatted(count, count == 1 ? "problem" : "problems");
    }
    return state.files().isEmpty()
        ? "Nothing is configured yet."
        : "The configuration in use is what the folder says.";
  }

  private static Problem problem(dev.ballast.model.yaml.Problem problem) {
    return new Problem(problem.place().toString(), problem.text());
  }
}
