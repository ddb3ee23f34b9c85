// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.embedded.Store.Part;
import dev.ballast.model.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Which events are about a subject and which bear a name: keys {@code s SUBJECT NUL sequence} and
 * {@code n NAME NUL sequence} without values, so that a rare filter does not read the whole log.
 */
final class EventIndex {

  private static final byte[] COMPLETE = Bytes.ofText("events_indexed");
  private static final int BATCH = 1000;
  private static final byte[] NOTHING = {};

  private final Store store;

  /** Indexes what an earlier version has appended, once. */
  EventIndex(Store store) {
    this.store = store;
    if (store.get(Part.META, COMPLETE) == null) {
      build();
      store.put(Part.META, COMPLETE, NOTHING);
    }
  }

  private void build() {
    List<Event> some = new ArrayList<>();
    long[] after = {0};
    do {
      some.clear();
      store.ascend(
          Part.EVENTS,
          Bytes.ofLong(after[0] + 1),
          (_, value) -> some.add(Json.read(value, Event.class)) && some.size() < BATCH);
      store.write(
          batch -> {
            for (Event event : some) {
              add(batch, event);
              after[0] = event.sequence();
            }
          });
    } while (some.size() == BATCH);
  }

  /** To be written with the event. */
  void add(WriteBatch batch, Event event) throws RocksDBException {
    batch.put(
        store.family(Part.EVENT_INDEX), key(subject(event.subject()), event.sequence()), NOTHING);
    batch.put(store.family(Part.EVENT_INDEX), key(name(event.name()), event.sequence()), NOTHING);
  }

  /** The range of a subject. */
  byte[] subject(String subject) {
    return Bytes.ofText('s' + subject + '\0');
  }

  /** The ranges of all names that begin so. */
  List<byte[]> names(String prefix) {
    List<byte[]> ranges = new ArrayList<>();
    byte[] wanted = Bytes.ofText('n' + prefix);
    byte[][] next = {wanted};
    while (next[0].length > 0) {
      byte[] from = next[0];
      next[0] = NOTHING;
      store.ascend(
          Part.EVENT_INDEX,
          from,
          (key, _) -> {
            if (startsWith(key, wanted)) {
              byte[] range = Arrays.copyOf(key, key.length - Long.BYTES);
              ranges.add(range);
              next[0] = key(range, Long.MAX_VALUE);
            }
            return false;
          });
    }
    return ranges;
  }

  private static byte[] name(String name) {
    return Bytes.ofText('n' + name + '\0');
  }

  /** Sequences of a range above {@code after}, ascending, while the visitor wants more. */
  void ascend(byte[] range, long after, LongPredicate visitor) {
    store.ascend(
        Part.EVENT_INDEX,
        key(range, after + 1),
        (key, _) -> startsWith(key, range) && visitor.test(sequence(key)));
  }

  /** All sequences of a range, descending, while the visitor wants more. */
  void descend(byte[] range, LongPredicate visitor) {
    store.descend(
        Part.EVENT_INDEX,
        key(range, Long.MAX_VALUE),
        (key, _) -> startsWith(key, range) && visitor.test(sequence(key)));
  }

  private static byte[] key(byte[] range, long sequence) {
    return ByteBuffer.allocate(range.length + Long.BYTES).put(range).putLong(sequence).array();
  }

  private static long sequence(byte[] key) {
    return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
