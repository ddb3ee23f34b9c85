// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** What an objective is measured by, whether or not Ballast can ask for it. */
public sealed interface SloIndicator {

  /**
   * Asked in PromQL.
   *
   * @param dataSource the name of a DataSource; empty for the default one
   */
  record Promql(Sli sli, String dataSource) implements SloIndicator {}

  /**
   * Asked in a language that Ballast does not speak.
   *
   * @param where the type of the data source, or why it is not known
   */
  record Foreign(String where) implements SloIndicator {}
}
