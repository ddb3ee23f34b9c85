// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import java.util.Comparator;
import java.util.List;

/** The sorting functions; they order the result of instant queries only. */
final class SortCalls {

  private final Scope scope;
  private final Evaluator evaluator;

  SortCalls(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
  }

  void sort(Expr.Call call, Grid grid, RowSink sink) {
    if (!scope.atOnce()) {
      scope.notes().sortOfRange(call);
    }
    Expr operand = call.arguments().getFirst();
    if (grid.steps() > 1) {
      evaluator.vector(operand, grid, sink);
      return;
    }
    Table table = evaluator.table(operand, grid);
    table.rows().sort(order(call));
    table.drain(sink);
  }

  private static Comparator<Table.Row> order(Expr.Call call) {
    return switch (call.function()) {
      case SORT -> byValue(false);
      case SORT_DESC -> byValue(true);
      default -> byLabels(call);
    };
  }

  /** NaN comes last either way. */
  static Comparator<Table.Row> byValue(boolean descending) {
    return (a, b) -> compare(a.column[0], b.column[0], descending);
  }

  static int compare(double a, double b, boolean descending) {
    boolean aNaN = Double.isNaN(a);
    boolean bNaN = Double.isNaN(b);
    if (aNaN || bNaN) {
      return Boolean.compare(aNaN, bNaN);
    }
    return a == b ? 0 : (a < b) == descending ? 1 : -1;
  }

  private static Comparator<Table.Row> byLabels(Expr.Call call) {
    List<String> names =
        call.arguments().stream()
            .skip(1)
            .map(a -> a.unwrapped() instanceof Expr.StringLiteral s ? s.value() : "")
            .toList();
    Comparator<Labels> order =
        (a, b) -> {
          for (String name : names) {
            int compared = natural(a.get(name), b.get(name));
            if (compared != 0) {
              return compared;
            }
          }
          return a.compareTo(b);
        };
    Comparator<Labels> wanted =
        call.function() == Function.SORT_BY_LABEL_DESC ? order.reversed() : order;
    return Comparator.comparing((Table.Row row) -> row.labels, wanted);
  }

  /** Compares runs of digits as numbers, so that {@code 4m5} comes before {@code 4m600}. */
  static int natural(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int iEnd = digits(a, i);
        int jEnd = digits(b, j);
        int compared = numbers(a.substring(i, iEnd), b.substring(j, jEnd));
        if (compared != 0) {
          return compared;
        }
        i = iEnd;
        j = jEnd;
      } else if (a.charAt(i) != b.charAt(j)) {
        return Character.compare(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  private static int numbers(String a, String b) {
    String x = a.replaceFirst("^0+(?=.)", "");
    String y = b.replaceFirst("^0+(?=.)", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
