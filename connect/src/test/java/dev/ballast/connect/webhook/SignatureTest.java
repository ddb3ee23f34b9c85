// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Expected values: OpenSSL's {@code dgst -sha256 -mac HMAC} over the same bytes. */
final class SignatureTest {

  @Test
  void signsAsTheSpecificationSays() {
    assertThat(
            Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void takesAKeyOfPlainText() {
    assertThat(Signature.of("plain", "id", 1, "{}"))
        .isEqualTo("v1,yTTW8Qg6igsIG1niV/XYLLnQdSip56u7rxeVX1lHYSk=");
  }

  @Test
  void refusesAKeyThatIsNoBase64WithoutShowingIt() {
    assertThatThrownBy(() -> Signature.of("whsec_***", "id", 1, ""))
        .hasMessage("secret: not Base64 after whsec_");
  }
}
