// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import static dev.ballast.stats.consistency.Histories.lost;
import static dev.ballast.stats.consistency.Histories.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinearizabilityTest {

  private static final long SEED = Long.getLong("seed", 20_260_101);

  private static Verdict check(String model, List<Operation> history) {
    return checker(model).check(history);
  }

  private static Linearizability checker(String model) {
    return new Linearizability(Models.named(model).orElseThrow(), Budget.DEFAULT);
  }

  private static Counterexample.Before state(String state) {
    return new Counterexample.Before(state, List.of());
  }

  private static Counterexample only(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Violation.class);
    return ((Verdict.Violation) verdict).examples().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "counter", "lock", "fenced-lock"})
  void saysTheSameAsTryingEveryOrder(String name) {
    Model model = Models.named(name).orElseThrow();
    int good = 0;
    int runs = 6_000;
    for (int run = 0; run < runs; run++) {
      List<Operation> history = Histories.any(model, new SplittableRandom(SEED + run));
      boolean expected = Permutations.linearizable(model, history);
      good += expected ? 1 : 0;
      assertThat(check(name, history) instanceof Verdict.Linearizable)
          .as("-Dseed=%d: %s", SEED + run, history)
          .isEqualTo(expected);
    }
    assertThat(good).as("of both sorts").isBetween(runs / 20, runs - runs / 20);
  }

  @Test
  void everyCounterexampleIsOneByItself() {
    Model model = Models.named("register").orElseThrow();
    int seen = 0;
    for (int run = 0; run < 6_000; run++) {
      List<Operation> history = Histories.any(model, new SplittableRandom(SEED + run));
      if (check("register", history) instanceof Verdict.Violation violation) {
        Counterexample example = violation.examples().getFirst();
        assertThat(example.window()).contains(example.impossible());
        assertThat(history).containsAll(example.window());
        assertThat(example.before()).isNotEmpty();
        for (Counterexample.Before before : example.before()) {
          List<Operation> alone = new ArrayList<>(example.window());
          alone.removeAll(before.done());
          alone.add(op("before", "write", before.state(), "null", -2, -1));
          assertThat(Permutations.linearizable(model, alone))
              .as("-Dseed=%d: %s", SEED + run, example)
              .isFalse();
        }
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(500);
  }

  @Test
  void longValidHistoriesPassWithManyClientsAndCrashes() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(SEED + seed);
      assertThat(check("register", Histories.valid(3_000, 5, 0, random)))
          .as("-Dseed=%d", SEED + seed)
          .isInstanceOf(Verdict.Linearizable.class);
      assertThat(check("register", Histories.valid(400, 5, 60, random)))
          .as("-Dseed=%d", SEED + seed)
          .isInstanceOf(Verdict.Linearizable.class);
    }
  }

  @Test
  void oneStaleReadIsFoundInALongHistoryAndShownInAFewLines() {
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(SEED + seed);
      List<Operation> history = Histories.valid(2_000, 5, 0, random);
      int last = history.size() - 1;
      long end = history.get(last).end();
      history.add(op("z", "read", "null", "99", end - 11, end));
      Counterexample example = only(check("register", history));
      assertThat(example.impossible().result()).isEqualTo("99");
      assertThat(example.window()).hasSizeLessThan(10);
      assertThat(example.before()).isNotEmpty();
      found++;
    }
    assertThat(found).isEqualTo(20);
  }

  @Test
  void explainsWhatCannotBe() {
    Counterexample example =
        only(
            check(
                "register",
                List.of(
                    op("a", "write", "1", "null", 0, 10),
                    op("b", "read", "null", "1", 2, 8),
                    op("a", "write", "2", "null", 20, 30),
                    op("b", "read", "null", "2", 22, 28),
                    op("c", "read", "null", "1", 40, 50))));
    assertThat(example.impossible()).hasToString("read -> 1");
    assertThat(example.before()).containsExactly(state("2"));
    assertThat(example.window()).containsExactly(example.impossible());
    assertThat(example.order()).isEmpty();
    assertThat(example.after()).isEqualTo("2");
  }

  @Test
  void readsThatGoBackAreShownWithBothReads() {
    Counterexample example =
        only(
            check(
                "register",
                List.of(
                    op("w", "write", "1", "null", 0, 1),
                    op("w", "write", "2", "null", 10, 100),
                    op("a", "read", "null", "2", 20, 30),
                    op("b", "read", "null", "1", 40, 50),
                    op("c", "read", "null", "2", 60, 70))));
    assertThat(example.before()).containsExactly(state("1"));
    assertThat(example.window())
        .extracting(Operation::toString)
        .containsExactly("write 2", "read -> 2", "read -> 1");
    assertThat(example.order())
        .extracting(Operation::toString)
        .containsExactly("write 2", "read -> 2");
  }

  @Test
  void anUnansweredWriteMayHaveHappenedAtAnyTimeOrNever() {
    List<Operation> never =
        List.of(lost("a", "write", "1", 0), op("b", "read", "null", "null", 50, 60));
    List<Operation> late =
        List.of(
            lost("a", "write", "1", 0),
            op("b", "read", "null", "null", 50, 60),
            op("b", "read", "null", "1", 70, 80));
    List<Operation> twice =
        List.of(
            lost("a", "write", "1", 0),
            op("b", "read", "null", "1", 50, 60),
            op("b", "read", "null", "null", 70, 80));
    assertThat(check("register", never)).isInstanceOf(Verdict.Linearizable.class);
    assertThat(check("register", late)).isInstanceOf(Verdict.Linearizable.class);
    assertThat(check("register", twice)).isInstanceOf(Verdict.Violation.class);
  }

  @Test
  void locksAreHeldByOneAndTokensGrow() {
    Operation first = op("a", "acquire", "null", "7", 0, 1);
    assertThat(check("lock", List.of(first, op("b", "acquire", "null", "8", 5, 6))))
        .isInstanceOf(Verdict.Violation.class);
    assertThat(
            check(
                "lock",
                List.of(
                    first,
                    op("a", "release", "null", "true", 3, 4),
                    op("b", "acquire", "null", "6", 5, 6))))
        .isInstanceOf(Verdict.Violation.class);
    assertThat(check("fenced-lock", List.of(first, op("b", "acquire", "null", "8", 5, 6))))
        .isInstanceOf(Verdict.Linearizable.class);
    Counterexample late =
        only(
            check(
                "fenced-lock",
                List.of(
                    first,
                    op("b", "acquire", "null", "8", 5, 6),
                    op("b", "write", "8", "true", 7, 8),
                    op("a", "write", "7", "true", 9, 10))));
    assertThat(late.before()).containsExactly(state("granted up to token 8, written with 8"));
  }

  @Test
  void keysAreJudgedOneByOneAndOnlyTheWrongOneIsNamed() {
    List<Operation> history = new ArrayList<>();
    for (int key = 0; key < 10; key++) {
      history.add(new Operation(1, "p", "k" + key, "write", "1", "null", 0, 1, true));
      String read = key == 6 ? "2" : "1";
      history.add(new Operation(2, "p", "k" + key, "read", "null", read, 2, 3, true));
    }
    Verdict verdict = check("register", history);
    assertThat(verdict.count().keys()).isEqualTo(10);
    assertThat(((Verdict.Violation) verdict).examples())
        .singleElement()
        .satisfies(example -> assertThat(example.key()).isEqualTo("k6"));
  }

  @Test
  void answersUnknownRatherThanTakingForEver() {
    List<Operation> history = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      history.add(op("p" + i, "add", String.valueOf(1L << i), "null", 0, 100));
    }
    history.add(op("z", "read", "null", "-1", 0, 100));
    Verdict steps =
        new Linearizability(Models.named("counter").orElseThrow(), new Budget(64 << 20, 100_000))
            .check(history);
    assertThat(((Verdict.Unknown) steps).gaps())
        .containsExactly(new Verdict.Gap("x", "not decided within 100000 steps", 30, 31));
    Verdict memory =
        new Linearizability(
                Models.named("counter").orElseThrow(), new Budget(1 << 20, Long.MAX_VALUE))
            .check(history);
    assertThat(((Verdict.Unknown) memory).gaps().getFirst().why())
        .isEqualTo("not decided within 1 MiB of memory");
  }

  @Test
  void oneOperationThatTakesAsLongAsAllOthersCostsLittle() {
    List<Operation> history = new ArrayList<>();
    history.add(op("slow", "write", "-1", "null", -10, 10_000_000));
    history.addAll(Histories.valid(20_000, 4, 0, new SplittableRandom(SEED)));
    Verdict verdict =
        new Linearizability(
                Models.named("register").orElseThrow(), new Budget(16 << 20, 10_000_000))
            .check(history);
    assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
  }

  @Test
  void refusesWhatTheModelDoesNotKnow() {
    assertThatThrownBy(() -> check("counter", List.of(op("a", "write", "1", "null", 7, 8))))
        .hasMessage("7: op: write (expected: read or add)");
    Model register = Models.named("register").orElseThrow();
    assertThat(register.problem(op("a", "cas", "5", "true", 0, 1)))
        .isEqualTo("value: 5 (expected: [old, new] for cas)");
    assertThat(register.problem(op("a", "cas", "[[1,2],\"a,]b\"]", "true", 0, 1))).isEmpty();
    assertThat(register.problem(op("a", "cas", "[1,2,3]", "true", 0, 1))).isNotEmpty();
    assertThatThrownBy(() -> op("a", "read", "null", "1", 5, 4))
        .hasMessage("operation.end: 4 (expected: at least the start, 5)");
  }
}
