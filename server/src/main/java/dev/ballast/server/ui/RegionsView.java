// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regions as the page shows them. Everything that is not known is {@link Sight#UNKNOWN}.
 *
 * @param plane how the servers that decide together stand; empty when this one is alone
 */
public record RegionsView(
    String sentence,
    String sub,
    String range,
    List<String> ranges,
    List<Policy> policies,
    List<Plane> plane,
    Conflicts conflicts) {

  /**
   * One RegionPolicy.
   *
   * @param costs what each choice between consistency and availability costs
   */
  public record Policy(
      String name,
      String css,
      String phase,
      String decision,
      List<String> warnings,
      List<Fact> facts,
      RegionMap map,
      List<Chart> charts,
      List<Region> regions,
      List<Link> links,
      List<Store> stores,
      List<Cost> costs) {}

  /**
   * What a choice costs.
   *
   * @param cut what becomes of it while regions cannot reach each other
   */
  public record Cost(
      String operation, String promise, String cut, String latency, String stale, String loss) {}

  /**
   * What merges did not keep.
   *
   * @param sentence how many, or what it means that there are none
   * @param problems journals that could not be read whole
   * @param newer where the page before begins; null on the first
   * @param older where the next page begins; null on the last
   */
  public record Conflicts(
      String sentence,
      List<String> waiting,
      List<String> problems,
      List<Conflict> lines,
      int offset,
      @Nullable Integer newer,
      @Nullable Integer older) {}

  /**
   * A write that was not kept.
   *
   * @param place journal and table
   * @param won empty when no other write was the reason
   */
  public record Conflict(
      String at, String place, String key, Side lost, List<Side> won, String policy, String why) {}

  /** One of the two. */
  public record Side(String by, String kind, String value, String stamp) {}

  /** A name and what it is. */
  public record Fact(String name, String text) {}

  /**
   * A region.
   *
   * @param ready whether it could be taken out now, in a word with its tone
   */
  public record Region(
      String name,
      String css,
      String word,
      String since,
      String text,
      String load,
      String ahead,
      String tested,
      String without,
      String headroom,
      String outage,
      String readyCss,
      String ready,
      List<Rule> rules,
      List<Seen> seen) {

    /** The rules that refuse, or say nothing for want of data. */
    public List<Rule> against() {
      return rules.stream().filter(rule -> !rule.css().equals("ok")).toList();
    }
  }

  /** What one rule says. */
  public record Rule(String css, String word, String name, String text) {}

  /** What was seen from one place. */
  public record Seen(String css, String outcome, String from, String text, String when) {}

  /** How far one region is behind another. */
  public record Link(String store, String way, String css, String lag, String risk, String when) {}

  /** A store's account of itself. */
  public record Store(
      String name,
      String owner,
      String rate,
      String here,
      String across,
      String stale,
      String lost,
      String skew) {}

  /** The servers that decide together. */
  public record Plane(
      String sentence, List<String> warnings, List<Peer> peers, List<Fact> shared) {}

  /** Another server. */
  public record Peer(
      String region,
      String address,
      String css,
      String reach,
      String behind,
      String lag,
      String clock,
      String same) {}
}
