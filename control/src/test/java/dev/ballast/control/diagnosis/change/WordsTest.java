// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void wordsAreComparedByTheirBeginningsAndShownWhole() {
    assertThat(Words.of("payments PaymentGateway")).containsExactly("gatew", "payme");
    assertThat(Words.whole("payments PaymentGateway"))
        .containsEntry("payme", "payment")
        .containsEntry("gatew", "gateway");
    assertThat(Words.of(String.join(" ", Words.whole("payments PaymentGateway").values())))
        .as("what is shown begins with what was compared")
        .isEqualTo(Words.of("payments PaymentGateway"));
  }
}
