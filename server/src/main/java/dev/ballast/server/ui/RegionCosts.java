// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.regions.RegionsJson.ChoiceJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a choice between consistency and availability costs, in words: if Partitioned, Availability
 * or Consistency; Else, Latency or Consistency (Abadi 2012). Only what was measured is a number.
 */
final class RegionCosts {

  private static final String NOT_YET = "not measured yet";

  private RegionCosts() {}

  static RegionsView.Cost of(ChoiceJson choice) {
    String operation =
        choice.service() + (choice.operation().isEmpty() ? "" : " " + choice.operation());
    return switch (choice.consistency()) {
      case "strong" ->
          new RegionsView.Cost(
              operation,
              "strong",
              "refused in a region that cannot reach the owner",
              across(choice, "%s for a write from elsewhere"),
              "none, read at the owner",
              loss(choice));
      case "session" ->
          new RegionsView.Cost(
              operation,
              "session",
              "reads go on, writes wait for the owner",
              across(choice, "a read saves a wait of %s"),
              stale(choice),
              loss(choice));
      default ->
          new RegionsView.Cost(
              operation,
              "eventual, " + choice.merge(),
              "goes on in every region",
              across(choice, "saves a wait of %s"),
              stale(choice),
              merged(choice));
    };
  }

  private static String across(ChoiceJson choice, String words) {
    return choice.acrossMillis() == null
        ? NOT_YET
        : String.format(Locale.ROOT, words, millis(choice.acrossMillis()))
            + ", measured on "
            + choice.waitStore();
  }

  private static String stale(ChoiceJson choice) {
    return choice.staleSeconds() == null
        ? missing(choice)
        : "up to " + seconds(choice.staleSeconds());
  }

  private static String loss(ChoiceJson choice) {
    return choice.lossSeconds() == null
        ? missing(choice)
        : "up to %s of acknowledged writes%s"
            .formatted(seconds(choice.lossSeconds()), writes(choice.lossWrites()));
  }

  private static String merged(ChoiceJson choice) {
    String loss = loss(choice);
    return choice.merge().equals("last-writer-wins")
        ? loss + "; of two writes at once one is journalled, not kept"
        : loss;
  }

  private static String missing(ChoiceJson choice) {
    return choice.lagStore().isEmpty()
        ? NOT_YET + ": no " + choice.consistency() + " store is probed"
        : NOT_YET;
  }

  private static String writes(@Nullable Double count) {
    return count == null ? "" : String.format(Locale.ROOT, " (about %,.0f)", count);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%,.1f\u00a0ms", value);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f\u00a0s", value);
  }
}
