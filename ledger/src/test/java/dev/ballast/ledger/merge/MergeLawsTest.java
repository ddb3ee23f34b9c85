// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.merge.SmallModel.Made;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every sequence of at most four operations on three replicas, for every kind of state. */
final class MergeLawsTest {

  private static final int OPERATIONS = 4;

  @Test
  void registersConvergeToTheLastWriteAndTellOfEveryLostOne() {
    long runs =
        new SmallModel<Register>(
                Register.EMPTY,
                List.of(
                    (register, now, index) -> register.write(now, "v" + index),
                    (register, now, index) -> register.delete(now)),
                (made, merged, losses) -> {
                  assertThat(merged.stamp()).isEqualTo(newest(made));
                  made.forEach(write -> accounted(write, made, merged.stamp(), losses));
                })
            .check(OPERATIONS);
    assertThat(runs).isEqualTo(1 + 12 + 144 + 1_728 + 20_736);
  }

  @Test
  void countersConvergeToTheSumOfAllAdditions() {
    new SmallModel<Counter>(
            Counter.ZERO,
            List.of(
                (counter, now, index) -> counter.add(now.origin(), 1L << index),
                (counter, now, index) -> counter.add(now.origin(), -100L << index)),
            (made, merged, losses) ->
                assertThat(merged.value())
                    .isEqualTo(
                        made.stream()
                            .mapToLong(m -> (m.change() == 0 ? 1L : -100L) << m.index())
                            .sum()))
        .check(OPERATIONS);
  }

  @Test
  void setsKeepWhateverNobodyRemovedKnowingly() {
    new SmallModel<AddWinsSet>(
            AddWinsSet.EMPTY,
            List.of(
                (set, now, index) -> set.add(now, "x"),
                (set, now, index) -> set.remove("x"),
                (set, now, index) -> set.add(now, "y" + index)),
            (made, merged, losses) -> {
              Set<String> expected = new TreeSet<>();
              for (Made one : made) {
                if (one.change() == 2) {
                  expected.add("y" + one.index());
                } else if (one.change() == 0 && nobodySaw(one, made, 1)) {
                  expected.add("x");
                }
              }
              assertThat(merged.elements()).isEqualTo(expected);
            })
        .check(OPERATIONS);
  }

  @Test
  void multiValuesKeepExactlyTheWritesThatNobodyWroteOver() {
    new SmallModel<MultiValue>(
            MultiValue.EMPTY,
            List.of(
                (value, now, index) -> value.write(now, "v" + index),
                (value, now, index) -> value.delete(now)),
            (made, merged, losses) -> {
              Set<Stamp> expected = new HashSet<>();
              made.stream()
                  .filter(one -> nobodySaw(one, made, 0) && nobodySaw(one, made, 1))
                  .forEach(one -> expected.add(one.stamp()));
              assertThat(merged.values().keySet()).isEqualTo(expected);
              assertThat(losses).isEmpty();
            })
        .check(OPERATIONS);
  }

  @Test
  void mapsConvergeKeyByKeyAndADeletedKeyStaysDeleted() {
    new SmallModel<LwwMap>(
            LwwMap.EMPTY,
            List.of(
                (map, now, index) -> map.put(now, "a", "v" + index),
                (map, now, index) -> map.remove(now, "a"),
                (map, now, index) -> map.put(now, "b", "v" + index)),
            (made, merged, losses) -> {
              List<Made> ofA = made.stream().filter(one -> one.change() != 2).toList();
              List<Made> ofB = made.stream().filter(one -> one.change() == 2).toList();
              ofA.forEach(one -> accounted(one, ofA, newest(ofA), losses));
              ofB.forEach(one -> accounted(one, ofB, newest(ofB), losses));
              boolean live =
                  ofA.stream().anyMatch(m -> m.change() == 0 && m.stamp().equals(newest(ofA)));
              assertThat(merged.live().containsKey("a")).isEqualTo(live);
              assertThat(merged.live().containsKey("b")).isEqualTo(!ofB.isEmpty());
            })
        .check(OPERATIONS);
  }

  @Test
  void documentsConvergeFieldByFieldAndWhatADeletionHadNotSeenIsTold() {
    new SmallModel<Document>(
            Document.ABSENT,
            List.of(
                (document, now, index) -> document.put(now, "name", "v" + index),
                (document, now, index) ->
                    document.change(
                        now, "likes", Counter.ZERO, likes -> likes.add(now.origin(), 1)),
                (document, now, index) -> document.delete(now)),
            (made, merged, losses) -> {
              List<Made> writes = made.stream().filter(one -> one.change() == 0).toList();
              Stamp last =
                  merged.fields().get("name") instanceof Register register
                      ? register.stamp()
                      : Stamp.NEVER;
              writes.forEach(one -> accounted(one, made, last, losses));
              if (made.stream().noneMatch(one -> one.change() == 2)) {
                long likes = merged.fields().get("likes") instanceof Counter c ? c.value() : 0;
                assertThat(likes).isEqualTo(made.stream().filter(one -> one.change() == 1).count());
                assertThat(last).isEqualTo(newest(writes));
              }
            })
        .check(OPERATIONS);
  }

  /** Stays, or somebody changed knowing it, or its loss was told with the value. */
  private static void accounted(Made write, List<Made> made, Stamp last, List<Loss> losses) {
    boolean seen = made.stream().anyMatch(other -> other.visible().contains(write.index()));
    boolean told =
        losses.stream()
            .anyMatch(
                loss ->
                    loss instanceof Loss.Overwritten lost && lost.stamp().equals(write.stamp()));
    assertThat(write.stamp().equals(last) || seen || told)
        .as("%s of %s with losses %s", write, made, losses)
        .isTrue();
  }

  private static boolean nobodySaw(Made one, List<Made> made, int change) {
    return made.stream().noneMatch(m -> m.change() == change && m.visible().contains(one.index()));
  }

  private static Stamp newest(List<Made> made) {
    return made.stream().map(Made::stamp).max(Comparator.naturalOrder()).orElse(Stamp.NEVER);
  }
}
