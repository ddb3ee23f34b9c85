// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

/** A secret that is not where the configuration says; the message names the place only. */
public final class MissingSecretException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MissingSecretException(String message) {
    super(message, null, false, false);
  }
}
