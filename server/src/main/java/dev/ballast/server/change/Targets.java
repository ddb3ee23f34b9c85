// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import dev.ballast.model.Names;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Request;

/** Whom a message is about: what the webhook's address says, or else what can be guessed. */
final class Targets {

  private static final int LONGEST_REGION = 60;

  private Targets() {}

  static String service(Request request, String guess) {
    String said = request.parameters().get("service", "");
    if (!said.isEmpty() && !isService(said)) {
      throw ApiException.badRequest("service: not a name (expected: " + Names.RULE + ")");
    }
    return !said.isEmpty() ? said : isService(guess) ? guess : "";
  }

  static String region(Request request) {
    String said = request.parameters().get("region", "");
    if (said.length() > LONGEST_REGION || said.chars().anyMatch(Character::isISOControl)) {
      throw ApiException.badRequest(
          "region: (expected: at most " + LONGEST_REGION + " characters, on one line)");
    }
    return said;
  }

  private static boolean isService(String name) {
    return Names.isValid(name) && name.length() <= Change.LONGEST_NAME;
  }
}
