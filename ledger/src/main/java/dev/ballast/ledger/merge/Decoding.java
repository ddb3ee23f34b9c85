// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads states from bytes of anybody's making. */
final class Decoding {

  private static final int LONGEST_NUMBER = 63;

  private final ByteBuffer in;

  private Decoding(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  static Lattice decode(byte[] bytes) {
    Lattice state;
    try {
      state = new Decoding(bytes).whole();
    } catch (IllegalArgumentException e) {
      throw new MalformedStateException(String.valueOf(e.getMessage()), e);
    }
    // What is written otherwise than we would (order, repeats, padded numbers) has no digest.
    if (!Arrays.equals(Encoding.encode(state), bytes)) {
      throw new MalformedStateException("not in canonical form (expected: as encode writes it)");
    }
    return state;
  }

  private Lattice whole() {
    long version = number();
    if (version != Encoding.VERSION) {
      throw new MalformedStateException(
          "version "
              + version
              + " (expected: "
              + Encoding.VERSION
              + "). Fix: bring all sites to"
              + " one version, then merge what the journal parked");
    }
    Lattice state = state(true);
    if (in.hasRemaining()) {
      throw new MalformedStateException(in.remaining() + " bytes too many (expected: 0)");
    }
    return state;
  }

  private Lattice state(boolean outermost) {
    long kind = number();
    if (kind == 6 && outermost) {
      return document();
    }
    return switch (Math.toIntExact(Math.min(kind, 7))) {
      case 1 -> register();
      case 2 -> counter();
      case 3 -> set();
      case 4 -> multiValue();
      case 5 -> map();
      default -> throw new MalformedStateException("kind " + kind + " (expected: 1 to 6)");
    };
  }

  private Register register() {
    return new Register(stamp(), content(), seen());
  }

  private Counter counter() {
    SortedMap<Origin, Counter.Cell> cells = new TreeMap<>();
    for (long left = size(); left > 0; left--) {
      cells.put(origin(), new Counter.Cell(number(), number()));
    }
    return new Counter(cells);
  }

  private AddWinsSet set() {
    SortedMap<String, SortedSet<Stamp>> additions = new TreeMap<>();
    for (long left = size(); left > 0; left--) {
      String element = text();
      SortedSet<Stamp> stamps = new TreeSet<>();
      for (long more = size(); more > 0; more--) {
        stamps.add(stamp());
      }
      additions.put(element, stamps);
    }
    return new AddWinsSet(additions, seen());
  }

  private MultiValue multiValue() {
    SortedMap<Stamp, Content> values = new TreeMap<>();
    for (long left = size(); left > 0; left--) {
      values.put(stamp(), content());
    }
    return new MultiValue(values, seen());
  }

  private LwwMap map() {
    SortedMap<String, Register> entries = new TreeMap<>();
    for (long left = size(); left > 0; left--) {
      entries.put(text(), register());
    }
    return new LwwMap(entries);
  }

  private Document document() {
    long life = number();
    Stamp since = stamp();
    Seen seen = seen();
    SortedMap<String, Lattice> fields = new TreeMap<>();
    for (long left = size(); left > 0; left--) {
      fields.put(text(), state(false));
    }
    return new Document(life, since, seen, fields);
  }

  private Content content() {
    long kind = number();
    if (kind == 0) {
      return Content.deleted();
    }
    if (kind == 1) {
      return new Content.Text(text());
    }
    throw new MalformedStateException("content " + kind + " (expected: 0 or 1)");
  }

  private Seen seen() {
    SortedMap<Origin, Long> newest = new TreeMap<>();
    for (long left = size(); left > 0; left--) {
      newest.put(origin(), number());
    }
    return new Seen(newest);
  }

  private Stamp stamp() {
    return Stamp.of(number(), origin());
  }

  private Origin origin() {
    return new Origin(text(), number());
  }

  /** Each member takes a byte at least, so a size that lies is found before it costs memory. */
  private long size() {
    long size = number();
    if (size > in.remaining()) {
      throw new MalformedStateException(
          "size " + size + " (expected: at most the " + in.remaining() + " bytes left)");
    }
    return size;
  }

  private String text() {
    int size = Math.toIntExact(size());
    ByteBuffer utf8 = in.slice(in.position(), size);
    in.position(in.position() + size);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedStateException("a text that is not UTF-8", e);
    }
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < LONGEST_NUMBER; shift += 7) {
      if (!in.hasRemaining()) {
        throw new MalformedStateException("ends too early");
      }
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedStateException("a number of over " + LONGEST_NUMBER + " bits");
  }
}
