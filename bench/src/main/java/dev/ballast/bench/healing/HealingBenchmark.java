// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.healing;

import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.trial.HealingCampaign;
import dev.ballast.control.healing.trial.TrialResult;
import dev.ballast.control.healing.trial.Trouble;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The campaign of docs/healing.md: {@code bench/run Healing -- N SEED}. Every trouble with every
 * fault, then single faults; exits 1 when something happened that must never happen.
 */
public final class HealingBenchmark {

  private HealingBenchmark() {}

  public static void main(String[] args) {
    int scenarios = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    PrintStream out = System.out;
    HealingCampaign troubles = HealingCampaign.ofTroubles(scenarios, seed);
    out.printf(
        Locale.ROOT,
        "troubles: %d scenarios, seed %d, %d crashes, %d actions, %d verifications failed%n",
        scenarios,
        seed,
        troubles.crashes(),
        troubles.actions(),
        troubles.failed());
    troubles.perTrouble().forEach((trouble, count) -> line(out, troubles, trouble, count));
    told(out, troubles);
    HealingCampaign singles = HealingCampaign.ofSingleFaults(scenarios, seed);
    out.printf(Locale.ROOT, "%nsingle faults: %d scenarios, seed %d%n", scenarios, seed);
    out.println("  healed           " + singles.healed());
    out.println("  harmful actions  " + singles.harmful());
    out.printf(
        Locale.ROOT,
        "  median to act    %.0f s from the symptom, %.1f s from the fault%n",
        singles.medianToAct(),
        singles.medianFromFault());
    told(out, singles);
    if (!troubles.broken().isEmpty() || !singles.broken().isEmpty()) {
      System.exit(1);
    }
  }

  private static void line(
      PrintStream out, HealingCampaign campaign, Trouble trouble, int scenarios) {
    int actions = 0;
    int harmful = 0;
    Map<String, Integer> ends = new TreeMap<>();
    for (TrialResult result : campaign.results()) {
      if (result.trouble() == trouble) {
        actions += result.actions();
        harmful += result.harmful();
        for (Episode episode : result.episodes()) {
          ends.merge(episode.phase().word(), 1, Integer::sum);
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "  %-16s %4d scenarios %4d actions %3d harmful  %s%n",
        trouble.name().toLowerCase(Locale.ROOT),
        scenarios,
        actions,
        harmful,
        ends);
  }

  private static void told(PrintStream out, HealingCampaign campaign) {
    out.println("  must never happen, and did: " + campaign.broken().size());
    campaign.broken().stream().limit(20).forEach(broken -> out.println("    " + broken));
  }
}
