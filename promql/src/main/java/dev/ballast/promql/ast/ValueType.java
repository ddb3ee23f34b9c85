// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/** The four types of PromQL expressions. */
public enum ValueType {
  SCALAR("scalar"),
  STRING("string"),
  VECTOR("instant vector"),
  MATRIX("range vector");

  private final String words;

  ValueType(String words) {
    this.words = words;
  }

  /** As error messages name it. */
  public String words() {
    return words;
  }
}
