// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many scenarios, counted. */
public final class HealingCampaign {

  private static final double Z = 1.959963984540054;

  private final List<TrialResult> results;

  private HealingCampaign(List<TrialResult> results) {
    this.results = List.copyOf(results);
  }

  /** Every kind of trouble with every fault, over and over with other seeds. */
  public static HealingCampaign ofTroubles(int scenarios, long seed) {
    List<TrialResult> results = new ArrayList<>();
    Trouble[] troubles = Trouble.values();
    Fault[] faults = Fault.values();
    for (int i = 0; i < scenarios; i++) {
      results.add(
          HealingTrial.run(
              seed + i,
              faults[i / troubles.length % faults.length],
              troubles[i % troubles.length]));
    }
    return new HealingCampaign(results);
  }

  /**
   * One fault at a time with noisy and missing measurements; in one of ten the process dies several
   * times, and one of ten only looks like what the remediation is for.
   */
  public static HealingCampaign ofSingleFaults(int scenarios, long seed) {
    List<TrialResult> results = new ArrayList<>();
    Fault[] faults = Fault.values();
    for (int i = 0; i < scenarios; i++) {
      Trouble trouble =
          i / faults.length % 10 == 0
              ? Trouble.CRASH
              : i / faults.length % 10 == 1 ? Trouble.WRONG_DIAGNOSIS : Trouble.NONE;
      results.add(HealingTrial.run(seed + i, faults[i % faults.length], trouble));
    }
    return new HealingCampaign(results);
  }

  /**
   * A share with its Wilson interval of 95 %.
   *
   * @param of out of so many
   */
  public record Share(int count, int of, double low, double high) {

    static Share of(int count, int of) {
      if (of == 0) {
        return new Share(0, 0, 0, 1);
      }
      double p = (double) count / of;
      double z2 = Z * Z / of;
      double centre = (p + z2 / 2) / (1 + z2);
      double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / of + z2 / (4 * of));
      return new Share(count, of, Math.max(0, centre - half), Math.min(1, centre + half));
    }

    public double value() {
      return of == 0 ? Double.NaN : (double) count / of;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d of %d = %.2f %% (95 %%: %.2f to %.2f %%)",
          count,
          of,
          value() * 100,
          low * 100,
          high * 100);
    }
  }

  public List<TrialResult> results() {
    return results;
  }

  /** What must never happen and did, with the seed. */
  public List<String> broken() {
    return results.stream()
        .flatMap(
            r ->
                r.broken().stream()
                    .map(b -> r.seed() + " " + r.fault() + " " + r.trouble() + ": " + b))
        .toList();
  }

  /** Healed, of those that the remediation is for. */
  public Share healed() {
    List<TrialResult> meant =
        results.stream().filter(r -> r.trouble() != Trouble.WRONG_DIAGNOSIS).toList();
    return Share.of((int) meant.stream().filter(TrialResult::healed).count(), meant.size());
  }

  /** Actions that did harm. */
  public Share harmful() {
    return Share.of(
        results.stream().mapToInt(TrialResult::harmful).sum(),
        results.stream().mapToInt(TrialResult::actions).sum());
  }

  public int actions() {
    return results.stream().mapToInt(TrialResult::actions).sum();
  }

  public int crashes() {
    return results.stream().mapToInt(TrialResult::crashes).sum();
  }

  /** Verifications that failed; each was undone or escalated, or it is among the broken. */
  public int failed() {
    return results.stream().mapToInt(TrialResult::failed).sum();
  }

  /** Half of the first actions came within these seconds of the symptom. */
  public double medianToAct() {
    return median(results.stream().mapToDouble(TrialResult::undetected).toArray());
  }

  /** Half of the first actions came within these seconds of the fault itself. */
  public double medianFromFault() {
    return median(results.stream().mapToDouble(TrialResult::onset).toArray());
  }

  private static double median(double[] all) {
    double[] known = Arrays.stream(all).filter(d -> !Double.isNaN(d)).sorted().toArray();
    return known.length == 0 ? Double.NaN : known[known.length / 2];
  }

  /** How many scenarios of each trouble. */
  public Map<Trouble, Integer> perTrouble() {
    Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
    results.forEach(r -> counts.merge(r.trouble(), 1, Integer::sum));
    return counts;
  }
}
