// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.index;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the ids of the series that satisfy matchers. Any thread may ask; one adds or removes at a
 * time.
 */
public final class LabelIndex {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Map<String, Postings>> names = new HashMap<>();
  private final RoaringBitmap all = new RoaringBitmap();
  private final IntFunction<@Nullable Labels> labelsOf;

  /**
   * @param labelsOf the labels of an id that was added and not removed
   */
  public LabelIndex(IntFunction<@Nullable Labels> labelsOf) {
    this.labelsOf = labelsOf;
  }

  /** Adds a series; ids must ascend from call to call. */
  public void add(int id, Labels labels) {
    lock.writeLock().lock();
    try {
      all.add(id);
      for (int i = 0; i < labels.size(); i++) {
        Map<String, Postings> values =
            names.computeIfAbsent(labels.name(i), name -> HashMap.newHashMap(1));
        Postings postings = values.get(labels.value(i));
        if (postings == null) {
          values.put(labels.value(i), new Postings(id));
        } else {
          postings.add(id);
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  public void removeAll(RoaringBitmap ids) {
    lock.writeLock().lock();
    try {
      all.andNot(ids);
      names.values().forEach(values -> values.values().removeIf(list -> list.removeAll(ids)));
      names.values().removeIf(Map::isEmpty);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The ids of the series that satisfy all matchers. */
  public RoaringBitmap select(List<Matcher> matchers) {
    List<ValueTest> tests = new ArrayList<>(matchers.stream().map(ValueTest::of).toList());
    tests.sort(Comparator.comparingInt(LabelIndex::order));
    lock.readLock().lock();
    try {
      RoaringBitmap found = null;
      for (ValueTest test : tests) {
        found = narrow(found, test);
        if (found.isEmpty()) {
          return found;
        }
      }
      return found == null ? all.clone() : found;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Tells each label name and how many values it has. */
  public void names(ObjIntConsumer<String> each) {
    lock.readLock().lock();
    try {
      names.forEach((name, values) -> each.accept(name, values.size()));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Tells each value of a label and how many series carry it. */
  public void values(String name, ObjIntConsumer<String> each) {
    lock.readLock().lock();
    try {
      names.getOrDefault(name, Map.of()).forEach((value, list) -> each.accept(value, list.size()));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Known values first, then what must be searched, then what only excludes. */
  private static int order(ValueTest test) {
    return test.acceptsEmpty() ? 2 : test.literals() != null ? 0 : 1;
  }

  private RoaringBitmap narrow(@Nullable RoaringBitmap found, ValueTest test) {
    Map<String, Postings> values = names.getOrDefault(test.name(), Map.of());
    if (found != null && test.literals() == null && found.getCardinality() < values.size()) {
      return filter(found, test);
    }
    if (test.acceptsEmpty()) {
      RoaringBitmap rest = found == null ? all.clone() : found;
      rest.andNot(union(values, test, false));
      return rest;
    }
    RoaringBitmap wanted = union(values, test, true);
    if (found != null) {
      wanted.and(found);
    }
    return wanted;
  }

  private RoaringBitmap filter(RoaringBitmap candidates, ValueTest test) {
    RoaringBitmap kept = new RoaringBitmap();
    for (IntIterator ids = candidates.getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      Labels labels = labelsOf.apply(id);
      if (labels != null && test.test().test(labels.get(test.name()))) {
        kept.add(id);
      }
    }
    return kept;
  }

  private static RoaringBitmap union(
      Map<String, Postings> values, ValueTest test, boolean matching) {
    RoaringBitmap union = new RoaringBitmap();
    if (matching && test.literals() != null) {
      for (String literal : test.literals()) {
        Postings postings = values.get(literal);
        if (postings != null) {
          postings.addTo(union);
        }
      }
      return union;
    }
    values.forEach(
        (value, postings) -> {
          if (test.test().test(value) == matching) {
            postings.addTo(union);
          }
        });
    return union;
  }
}
