// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import static dev.ballast.stats.consistency.Histories.lost;
import static dev.ballast.stats.consistency.Histories.op;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.stats.consistency.Account.Kind;
import dev.ballast.stats.consistency.Accounting.Shape;
import dev.ballast.stats.consistency.Evidence.Final;
import dev.ballast.stats.consistency.Evidence.Told;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AccountingTest {

  private static final Operation ONE = op("a", "write", "1", "null", 0, 10);
  private static final Operation TWO = op("b", "write", "2", "null", 5, 15);
  private static final Operation THREE = op("b", "write", "3", "null", 20, 25);

  private static Account check(
      Shape shape, List<Operation> operations, List<Final> finals, String... told) {
    return new Accounting(shape)
        .check(
            new Evidence(
                operations,
                finals,
                Arrays.stream(told).map(value -> new Told("x", value)).toList()));
  }

  private static List<Final> both(String... values) {
    return List.of(new Final("a", "x", List.of(values)), new Final("b", "x", List.of(values)));
  }

  @Test
  void anAcknowledgedWriteIsThereOrOverwrittenLaterOrTold() {
    Account account = check(Shape.REGISTER, List.of(ONE, TWO, THREE), both("3"));
    assertThat(account).isEqualTo(new Account(1, 3, 1, 2, 0, List.of()));
    assertThat(check(Shape.REGISTER, List.of(ONE, TWO), both("2"), "1"))
        .isEqualTo(new Account(1, 2, 1, 0, 1, List.of()));
  }

  @Test
  void oneThatIsNoneOfTheseIsLost() {
    Account account = check(Shape.REGISTER, List.of(ONE, TWO), both("2"));
    assertThat(account.violated()).isTrue();
    assertThat(account.findings())
        .containsExactly(
            new Account.Finding(
                Kind.LOST, "x", "write 1 by a was acknowledged and is nowhere", List.of(ONE)));
    // the later one in time lost to the earlier one, whose clock was ahead
    assertThat(check(Shape.REGISTER, List.of(ONE, THREE), both("1")).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.operations()).containsExactly(THREE));
  }

  @Test
  void anUnansweredWriteExplainsOnlyWhenItIsSeen() {
    Operation unknown = lost("c", "write", "9", 30);
    assertThat(check(Shape.REGISTER, List.of(ONE, unknown), both("9")).complete()).isTrue();
    assertThat(check(Shape.REGISTER, List.of(ONE, unknown), both("null")).violated()).isTrue();
  }

  @Test
  void replicasThatDifferAndValuesThatNobodyWroteAreFound() {
    Account account =
        check(
            Shape.REGISTER,
            List.of(ONE, TWO),
            List.of(new Final("a", "x", List.of("1")), new Final("b", "x", List.of("7"))),
            "2");
    assertThat(account.findings())
        .extracting(Account.Finding::kind)
        .containsExactly(Kind.DIVERGED, Kind.INVENTED);
    assertThat(account.findings().getFirst().text()).isEqualTo("a has [1], b has [7]");
  }

  @Test
  void whatWasNotReadIsNotKnown() {
    Account none = check(Shape.REGISTER, List.of(ONE), List.of());
    assertThat(none.violated()).isFalse();
    assertThat(none.complete()).isFalse();
    Account one =
        check(
            Shape.REGISTER,
            List.of(ONE),
            List.of(new Final("a", "x", List.of("1")), new Final("b", "y", List.of("null"))));
    assertThat(one.findings())
        .extracting(Account.Finding::text)
        .containsExactly("not read in the end at b", "not read in the end at a");
  }

  @Test
  void setsKeepWhatWasAddedAndNotRemovedSince() {
    Operation add = op("a", "add", "7", "null", 0, 10);
    Operation remove = op("b", "remove", "7", "null", 20, 30);
    assertThat(check(Shape.SET, List.of(add, remove), both()).complete()).isTrue();
    assertThat(check(Shape.SET, List.of(add), both()).findings())
        .extracting(Account.Finding::kind)
        .containsExactly(Kind.LOST);
    assertThat(check(Shape.SET, List.of(add, remove), both("7")).findings())
        .extracting(Account.Finding::kind)
        .containsExactly(Kind.RETURNED);
    assertThat(check(Shape.SET, List.of(add), both("7", "8")).findings())
        .extracting(Account.Finding::text)
        .containsExactly("8 was never added");
    Operation concurrent = op("b", "remove", "7", "null", 5, 8);
    assertThat(check(Shape.SET, List.of(add, concurrent), both("7")).complete()).isTrue();
    assertThat(check(Shape.SET, List.of(add, concurrent), both()).complete()).isTrue();
  }

  @Test
  void countersAreTheSumOfWhatWasAcknowledgedGiveOrTakeTheUnanswered() {
    List<Operation> adds =
        List.of(op("a", "add", "5", "null", 0, 1), op("b", "add", "-2", "null", 0, 1));
    assertThat(check(Shape.COUNTER, adds, both("3")))
        .isEqualTo(new Account(1, 2, 2, 0, 0, List.of()));
    assertThat(check(Shape.COUNTER, adds, both("-2")).findings())
        .extracting(Account.Finding::text)
        .containsExactly("a has -2 (expected: 3)", "b has -2 (expected: 3)");
    assertThat(check(Shape.COUNTER, adds, both("-2"), "5").complete()).isTrue();
    List<Operation> more = List.of(adds.getFirst(), lost("c", "add", "4", 0));
    assertThat(check(Shape.COUNTER, more, both("9")).complete()).isTrue();
    assertThat(check(Shape.COUNTER, more, both("10")).findings())
        .extracting(Account.Finding::kind)
        .containsExactly(Kind.INVENTED, Kind.INVENTED);
    assertThat(check(Shape.COUNTER, more, both("10")).findings().getFirst().text())
        .isEqualTo("a has 10 (expected: 5 to 9)");
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThat(new Accounting(Shape.COUNTER).problem(op("a", "add", "x", "null", 0, 1)))
        .isEqualTo("value: x (expected: a whole number)");
    assertThat(new Accounting(Shape.SET).problem(ONE))
        .isEqualTo("op: write (expected: add, remove or read)");
  }
}
