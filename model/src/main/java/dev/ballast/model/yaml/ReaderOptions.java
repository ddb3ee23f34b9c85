// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** How to read: what is too much, and which references have to resolve. */
public record ReaderOptions(Limits limits, References references) {

  public static final ReaderOptions DEFAULT = new ReaderOptions(Limits.DEFAULT, References.ALL);

  public ReaderOptions withLimits(Limits newLimits) {
    return new ReaderOptions(newLimits, references);
  }

  public ReaderOptions withReferences(References newReferences) {
    return new ReaderOptions(limits, newReferences);
  }
}
