// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.placement;

import dev.ballast.ledger.merge.AddWinsSet;
import dev.ballast.ledger.merge.Counter;
import dev.ballast.ledger.merge.Document;
import dev.ballast.ledger.merge.LwwMap;
import dev.ballast.ledger.merge.MultiValue;
import dev.ballast.ledger.placement.Placement.Available;
import dev.ballast.ledger.placement.Placement.Consistent;
import dev.ballast.ledger.placement.Placement.Group;

/**
 * What the control plane keeps, and how. An action that lowers risk never waits for another region;
 * one that raises it is decided by a quorum and fails closed.
 */
public enum ResourceKind {
  LOCK(
      new Consistent(Group.REGION),
      Risk.RAISES,
      "two holders would both act; a fencing token must grow",
      "no lock is granted"),
  WRITE_OWNERSHIP(
      new Consistent(Group.GLOBAL),
      Risk.RAISES,
      "two owning regions are a split brain; the epoch grows by one with each change",
      "data planes keep the last good state; breaking the glass is local, signed and told later"),
  PROMOTION(
      new Consistent(Group.HOME),
      Risk.RAISES,
      "a step forward rests on what was judged at this version, and no other",
      "rollouts, budget overrides and chaos stay where they are"),
  HALT(
      new Available(AddWinsSet.class),
      Risk.LOWERS,
      "who sees harm must be able to stop it; a halt outlives what had not seen it",
      "always possible"),
  BUDGET_SPENT(
      new Available(Counter.class),
      Risk.NEITHER,
      "each region counts its own requests; a sum loses none, a last write would",
      "each region reads as of the last exchange, and says so"),
  SILENCE(
      new Available(LwwMap.class),
      Risk.NEITHER,
      "people in a cut-off region must not be paged for nothing; an end is a tombstone and stays",
      "in force where it was said"),
  INCIDENT(
      new Available(Document.class),
      Risk.NEITHER,
      "both sides of a cut write about the same trouble; fields merge each by its kind",
      "usable in each region"),
  EVENT(
      new Available(AddWinsSet.class),
      Risk.NEITHER,
      "what happened is only ever added, under region, epoch and number",
      "appended where it happens"),
  CONFIGURATION(
      new Available(MultiValue.class),
      Risk.NEITHER,
      "an edit that loses silently is worse than two that somebody has to choose from",
      "the last good copy; edits of both sides are kept, and somebody is asked");

  /** What changing it does to the risk of an outage. */
  public enum Risk {
    LOWERS,
    NEITHER,
    RAISES
  }

  @SuppressWarnings("ImmutableEnumChecker") // records of enums and classes
  private final Placement placement;

  private final Risk risk;
  private final String reason;
  private final String alone;

  ResourceKind(Placement placement, Risk risk, String reason, String alone) {
    this.placement = placement;
    this.risk = risk;
    this.reason = reason;
    this.alone = alone;
  }

  public Placement placement() {
    return placement;
  }

  public Risk risk() {
    return risk;
  }

  /** Why it is placed so. */
  public String reason() {
    return reason;
  }

  /** What becomes of it in a region that reaches no quorum. */
  public String alone() {
    return alone;
  }
}
