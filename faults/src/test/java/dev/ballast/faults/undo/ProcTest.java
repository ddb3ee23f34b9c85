// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProcTest {

  @Test
  void aNameMayHoldSpacesAndParentheses() {
    Proc proc =
        Proc.parse(7, "7 (a) b (c)) T 3 7 7 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 12345 8 9\n");
    assertThat(proc).isEqualTo(new Proc(7, 3, 'T', 12345, "a) b (c)"));
    assertThat(proc.isStopped()).isTrue();
  }

  @Test
  void anotherProcessWithTheSameNumberIsLeftAlone() {
    Proc self = Proc.of(ProcessHandle.current().pid()).orElseThrow();
    assertThat(Proc.tree(self.pid(), self.started(), false)).hasSize(1);
    assertThat(Proc.tree(self.pid(), self.started() - 1, true)).isEmpty();
  }

  @Test
  void nothingIsSentToEverybody() {
    assertThatThrownBy(() -> Signals.send(1, Signals.CONT)).hasMessageContaining("above 1");
    assertThatThrownBy(() -> Signals.send(-1, Signals.KILL)).hasMessageContaining("above 1");
  }
}
