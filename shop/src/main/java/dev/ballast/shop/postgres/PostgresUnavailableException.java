// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import java.io.IOException;

/** PostgreSQL cannot run here at all; the message says why and what would help. */
public final class PostgresUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  PostgresUnavailableException(String message) {
    super(message);
  }
}
