// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

/**
 * State whose merge is the same in every order, grouping and repetition, and never goes back: a
 * join semilattice. Values are immutable; changing one gives another.
 */
public sealed interface Lattice
    permits Register, Counter, AddWinsSet, MultiValue, LwwMap, Document {

  /**
   * Merges any two states, tells of each write that is lost by it, and never throws: of two kinds
   * under one place the one with the larger number stays, and the other is told as lost.
   */
  static Lattice merge(Lattice a, Lattice b, Losses losses) {
    return switch (a) {
      case Register x when b instanceof Register y -> x.merge(y, losses);
      case Counter x when b instanceof Counter y -> x.merge(y);
      case AddWinsSet x when b instanceof AddWinsSet y -> x.merge(y);
      case MultiValue x when b instanceof MultiValue y -> x.merge(y, losses);
      case LwwMap x when b instanceof LwwMap y -> x.merge(y, losses);
      case Document x when b instanceof Document y -> x.merge(y, losses);
      case Register _, Counter _, AddWinsSet _, MultiValue _, LwwMap _, Document _ ->
          larger(a, b, losses);
    };
  }

  /**
   * The newest stamp of each origin in a state: what a clock has to receive before it is merged.
   */
  static Seen stamps(Lattice state) {
    return switch (state) {
      case Register register ->
          register.written() ? register.base().with(register.stamp()) : register.base();
      case Counter _ -> Seen.NOTHING;
      case AddWinsSet set -> set.seen();
      case MultiValue value -> value.seen();
      case LwwMap map -> stamps(map.entries().values());
      case Document document -> document.seen().merge(stamps(document.fields().values()));
    };
  }

  private static Seen stamps(Iterable<? extends Lattice> states) {
    Seen all = Seen.NOTHING;
    for (Lattice state : states) {
      all = all.merge(stamps(state));
    }
    return all;
  }

  /** The number of the kind, the same as in the bytes. */
  static int kind(Lattice state) {
    return switch (state) {
      case Register _ -> 1;
      case Counter _ -> 2;
      case AddWinsSet _ -> 3;
      case MultiValue _ -> 4;
      case LwwMap _ -> 5;
      case Document _ -> 6;
    };
  }

  private static Lattice larger(Lattice a, Lattice b, Losses losses) {
    Lattice kept = kind(a) > kind(b) ? a : b;
    Lattice lost = kind(a) > kind(b) ? b : a;
    losses.lost(
        new Loss.Buried(
            "",
            lost,
            "a %s and a %s under one name"
                .formatted(lost.getClass().getSimpleName(), kept.getClass().getSimpleName())));
    return kept;
  }
}
