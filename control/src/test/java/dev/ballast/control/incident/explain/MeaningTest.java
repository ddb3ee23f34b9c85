// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeaningTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"OOM", "oom-killed", "the OOMKilled container", "OOM killer", "OutOfMemoryError"})
  void memoryThatIsUsedUp(String text) {
    assertThat(Meaning.of(text)).contains(Meaning.MEMORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boom", "no room for this", "zoomed out", "bloomed"})
  void wordsThatHaveThoseLettersInsideMeanNothing(String text) {
    assertThat(Meaning.of(text)).isEmpty();
  }

  @Test
  void invalidCredentialsNeedNoStatusCode() {
    assertThat(Meaning.of("login refused: invalid credentials")).contains(Meaning.CREDENTIALS);
  }
}
