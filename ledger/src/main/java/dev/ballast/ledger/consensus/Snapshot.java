// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Locks.Held;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that was decided, as bytes. */
public final class Snapshot {

  private Snapshot() {}

  public static byte[] of(Decisions decisions) {
    Out out = Wire.begin();
    out.instant(decisions.time).number(decisions.lastToken).number(decisions.lastInterlock);
    out.number(decisions.documents.size());
    decisions.documents.forEach(
        (kind, documents) -> {
          out.text(kind).number(documents.size());
          documents.forEach((key, kept) -> write(out.text(key), kept));
        });
    out.number(decisions.locks.size());
    decisions.locks.values().forEach(out::held);
    out.number(decisions.interlocks.size());
    decisions.interlocks.forEach((number, one) -> out.number(number).interlock(one));
    out.number(decisions.epochs.size());
    decisions.epochs.values().forEach(out::epoch);
    return out.toBytes();
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws WireException when it is of another version, or damaged
   */
  public static Decisions read(byte[] bytes) {
    In in = Wire.open(bytes);
    Decisions decisions = new Decisions();
    decisions.time = in.instant();
    decisions.lastToken = in.number();
    decisions.lastInterlock = in.number();
    for (int kinds = in.count(); kinds > 0; kinds--) {
      SortedMap<String, Decisions.Kept> documents = new TreeMap<>();
      decisions.documents.put(in.text(), documents);
      for (int left = in.count(); left > 0; left--) {
        String key = in.text();
        Decisions.Kept kept = kept(in);
        documents.put(key, kept);
        decisions.bytes += Decisions.size(kept.content());
      }
    }
    for (int left = in.count(); left > 0; left--) {
      Held held = in.held();
      decisions.locks.put(held.name(), held);
    }
    for (int left = in.count(); left > 0; left--) {
      long number = in.number();
      Interlock interlock = in.interlock();
      decisions.interlocks.put(number, interlock);
    }
    for (int left = in.count(); left > 0; left--) {
      var epoch = in.epoch();
      decisions.epochs.put(epoch.resource(), epoch);
    }
    in.end();
    return decisions;
  }

  private static void write(Out out, Decisions.Kept kept) {
    @Nullable String content = kept.content();
    out.number(kept.version()).tag(content == null ? 0 : 1);
    if (content != null) {
      out.text(content);
    }
  }

  private static Decisions.Kept kept(In in) {
    long version = in.number();
    return new Decisions.Kept(version, in.tag() == 0 ? null : in.text());
  }
}
