// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The log could not be written: what was appended since the last sync is not durable. */
public final class LogFailure extends UncheckedIOException {

  private static final long serialVersionUID = 1;

  LogFailure(IOException cause) {
    super("log not written: " + cause.getMessage(), cause);
  }
}
