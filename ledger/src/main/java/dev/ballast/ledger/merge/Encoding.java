// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.SortedMap;

/**
 * The one way to write a state as bytes: equal states have equal bytes, so that digests of them
 * compare. First a version, then the kind, then numbers of seven bits a byte, texts in UTF-8 with
 * their length, and collections in their order with their size.
 */
public final class Encoding {

  /** Raised when older readers could not read what is written. */
  static final int VERSION = 1;

  private Encoding() {}

  public static byte[] encode(Lattice state) {
    ByteSink sink = new ByteSink();
    sink.number(VERSION);
    write(state, sink);
    return sink.toBytes();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws MalformedStateException when it is anything else; nothing else is thrown
   */
  public static Lattice decode(byte[] bytes) {
    return Decoding.decode(bytes);
  }

  private static void write(Lattice state, ByteSink sink) {
    sink.number(Lattice.kind(state));
    switch (state) {
      case Register register -> register(register, sink);
      case Counter counter -> {
        sink.number(counter.cells().size());
        counter
            .cells()
            .forEach(
                (origin, cell) -> {
                  origin(origin, sink);
                  sink.number(cell.added());
                  sink.number(cell.taken());
                });
      }
      case AddWinsSet set -> {
        sink.number(set.additions().size());
        set.additions()
            .forEach(
                (element, stamps) -> {
                  sink.text(element);
                  sink.number(stamps.size());
                  stamps.forEach(stamp -> stamp(stamp, sink));
                });
        seen(set.seen(), sink);
      }
      case MultiValue value -> {
        sink.number(value.values().size());
        value
            .values()
            .forEach(
                (stamp, content) -> {
                  stamp(stamp, sink);
                  content(content, sink);
                });
        seen(value.seen(), sink);
      }
      case LwwMap map -> {
        SortedMap<String, Register> entries = map.entries();
        sink.number(entries.size());
        entries.forEach(
            (key, register) -> {
              sink.text(key);
              register(register, sink);
            });
      }
      case Document document -> {
        sink.number(document.life());
        stamp(document.since(), sink);
        seen(document.seen(), sink);
        sink.number(document.fields().size());
        document
            .fields()
            .forEach(
                (field, value) -> {
                  sink.text(field);
                  write(value, sink);
                });
      }
    }
  }

  private static void register(Register register, ByteSink sink) {
    stamp(register.stamp(), sink);
    content(register.content(), sink);
    seen(register.base(), sink);
  }

  private static void content(Content content, ByteSink sink) {
    switch (content) {
      case Content.Deleted _ -> sink.number(0);
      case Content.Text(String text) -> {
        sink.number(1);
        sink.text(text);
      }
    }
  }

  private static void seen(Seen seen, ByteSink sink) {
    sink.number(seen.newest().size());
    seen.newest()
        .forEach(
            (origin, packed) -> {
              origin(origin, sink);
              sink.number(packed);
            });
  }

  private static void stamp(Stamp stamp, ByteSink sink) {
    sink.number(stamp.packed());
    origin(stamp.origin(), sink);
  }

  private static void origin(Origin origin, ByteSink sink) {
    sink.text(origin.site());
    sink.number(origin.incarnation());
  }
}
