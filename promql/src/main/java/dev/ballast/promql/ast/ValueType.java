// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/** The four types of PromQL expressions. */
public enum ValueType {
  SCALAR("a scalar"),
  STRING("a string"),
  VECTOR("an instant vector"),
  MATRIX("a range vector");

  private final String words;

  ValueType(String words) {
    this.words = words;
  }

  /** As error messages name it, with its article. */
  public String words() {
    return words;
  }
}
