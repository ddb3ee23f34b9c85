// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of the Standard Webhooks specification: HMAC-SHA256 over id, time and body, so that
 * a receiver can tell who sent it, that nobody changed it, and that it is not an old one again.
 */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED = "whsec_";

  private Signature() {}

  /**
   * Such as {@code v1,g0hM9SsE+OTPJTt/tmKtSyE=}.
   *
   * @param key text, or {@code whsec_} and Base64
   */
  static String of(String key, String id, long epochSeconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(key), ALGORITHM));
      byte[] signed =
          mac.doFinal((id + "." + epochSeconds + "." + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " (expected: in every JDK)", e);
    }
  }

  private static byte[] bytes(String key) {
    if (key.startsWith(ENCODED)) {
      try {
        byte[] decoded = Base64.getDecoder().decode(key.substring(ENCODED.length()));
        if (decoded.length == 0) {
          throw new MissingSecretException("secret: nothing after " + ENCODED);
        }
        return decoded;
      } catch (IllegalArgumentException e) {
        throw new MissingSecretException("secret: not Base64 after " + ENCODED);
      }
    }
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
