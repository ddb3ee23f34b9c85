// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosingTest {

  private final List<String> done = new ArrayList<>();
  private final Closing closing = new Closing();

  @Test
  void undoesTheLatestFirst() {
    closing.last(() -> done.add("folder"));
    closing.add(() -> done.add("a"));
    closing.add(() -> done.add("b"));

    assertThat(closing.run()).isTrue();
    assertThat(done).containsExactly("b", "a", "folder");
  }

  @Test
  void happensOnce() {
    closing.last(() -> done.add("folder"));
    closing.run();

    assertThat(closing.run()).isFalse();
    assertThat(done).containsExactly("folder");
  }

  @Test
  void whatComesTooLateIsUndoneAtOnce() {
    closing.run();
    closing.add(() -> done.add("late"));

    assertThat(done).containsExactly("late");
  }

  @Test
  void oneFailureDoesNotSpareTheRest() {
    closing.add(() -> done.add("a"));
    closing.add(
        () -> {
          throw new IOException("no");
        });
    closing.run();

    assertThat(done).containsExactly("a");
  }
}
