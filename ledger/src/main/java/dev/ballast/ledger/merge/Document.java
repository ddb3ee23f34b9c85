// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A record whose fields merge each by its own kind, so that changes of different fields all stay.
 *
 * @param life counts creations and deletions: odd while it exists
 * @param since when the last of them happened
 * @param seen every change of this and earlier lives that its changes knew of
 */
public record Document(long life, Stamp since, Seen seen, SortedMap<String, Lattice> fields)
    implements Lattice {

  /*
   * Causal length, Yu and Rostad 2020: of two lives the later one stays as a whole, so a deletion beats the changes that it
   * competes with and a new document of the same name never meets fields of the old one. What such a deletion had not seen is told as lost.
   */

  public static final Document ABSENT = new Document(0, Stamp.NEVER, Seen.NOTHING, new TreeMap<>());

  public Document {
    if (life < 0) {
      throw new IllegalArgumentException("document.life: " + life + " (expected: at least 0)");
    }
    if (life % 2 == 0 && !fields.isEmpty()) {
      throw new IllegalArgumentException(
          "document.fields: " + fields.keySet() + " (expected: none)");
    }
    for (var field : fields.entrySet()) {
      new Content.Text(field.getKey());
      if (field.getValue() instanceof Document) {
        throw new IllegalArgumentException(
            "document.fields." + field.getKey() + ": a document (expected: any other kind)");
      }
    }
    fields = Sorted.copy(fields);
  }

  public boolean exists() {
    return life % 2 == 1;
  }

  /** Writes a field of which the last write stays; creates the document when it does not exist. */
  public Document put(Stamp now, String field, String text) {
    return change(now, field, Register.EMPTY, register -> register.write(now, text));
  }

  /**
   * Changes a field of any kind.
   *
   * @param initial the field's state before the first change, which tells its kind
   * @throws IllegalArgumentException when the field is of another kind
   */
  public <T extends Lattice> Document change(
      Stamp now, String field, T initial, UnaryOperator<T> change) {
    Lattice old = fields.getOrDefault(field, initial);
    if (Lattice.kind(old) != Lattice.kind(initial)) {
      throw new IllegalArgumentException(
          "document.fields.%s: a %s (expected: a %s, as it was)"
              .formatted(
                  field, initial.getClass().getSimpleName(), old.getClass().getSimpleName()));
    }
    @SuppressWarnings("unchecked") // of the kind that was just compared, and kinds are final
    T same = (T) old;
    return new Document(
        exists() ? life : life + 1,
        exists() ? since : now,
        seen.with(now),
        Sorted.with(fields, field, change.apply(same)));
  }

  public Document delete(Stamp now) {
    return exists() ? new Document(life + 1, now, seen.with(now), new TreeMap<>()) : this;
  }

  public Document merge(Document other, Losses losses) {
    if (life != other.life) {
      Document later = life > other.life ? this : other;
      Document earlier = life > other.life ? other : this;
      earlier.tellUnseen(later, losses);
      return later;
    }
    return new Document(
        life,
        since.compareTo(other.since) >= 0 ? since : other.since,
        seen.merge(other.seen),
        Sorted.merge(
            fields, other.fields, (field, a, b) -> Lattice.merge(a, b, losses.under(field))));
  }

  private void tellUnseen(Document later, Losses losses) {
    if (seen.newest().entrySet().stream()
        .allMatch(e -> later.seen.covers(Stamp.of(e.getValue(), e.getKey())))) {
      return;
    }
    fields.forEach(
        (field, state) -> {
          Losses here = losses.under(field);
          if (!(state instanceof Register register)) {
            here.lost(new Loss.Buried("", state, "deleted elsewhere while it was changed"));
          } else if (!later.seen.covers(register.stamp())) {
            here.lost(
                new Loss.Overwritten(
                    "", register.stamp(), register.content(), later.since, Content.deleted()));
          }
        });
  }
}
