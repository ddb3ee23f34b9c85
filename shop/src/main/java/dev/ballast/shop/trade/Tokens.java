// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of logged-in users: the user's number and its HMAC-SHA256. */
public final class Tokens {

  /** Only this demonstration trusts it. */
  private static final byte[] KEY = "the shop's demo key".getBytes(StandardCharsets.UTF_8);

  private Tokens() {}

  public static String of(int user) {
    return user + "." + signature("" + user);
  }

  static Optional<String> userOf(String token) {
    int dot = token.indexOf('.');
    if (dot < 1) {
      return Optional.empty();
    }
    String user = token.substring(0, dot);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
    byte[] right = signature(user).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(given, right) ? Optional.of(user) : Optional.empty();
  }

  private static String signature(String user) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
