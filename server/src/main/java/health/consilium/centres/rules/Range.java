package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/** A number of which the least and the most that it can be are known as well. */
public record Range(BigDecimal low, BigDecimal usual, BigDecimal high) {

    public static final Range ZERO = exactly(BigDecimal.ZERO);

    public Range {
        if (low.compareTo(usual) > 0 || usual.compareTo(high) > 0) {
            throw new IllegalArgumentException("Not in order: " + low + ", " + usual + ", " + high);
        }
    }

    public static Range exactly(BigDecimal value) {
        return new Range(value, value, value);
    }

    public static Range exactly(int value) {
        return exactly(BigDecimal.valueOf(value));
    }

    public static Range of(int low, int usual, int high) {
        return new Range(BigDecimal.valueOf(low), BigDecimal.valueOf(usual), BigDecimal.valueOf(high));
    }

    public Range plus(Range other) {
        return new Range(low.add(other.low), usual.add(other.usual), high.add(other.high));
    }

    /** Of two ranges of what is not negative. */
    Range times(Range other) {
        return new Range(low.multiply(other.low), usual.multiply(other.usual), high.multiply(other.high));
    }

    Range map(UnaryOperator<BigDecimal> each) {
        return new Range(each.apply(low), each.apply(usual), each.apply(high));
    }

    public boolean isNothing() {
        return high.signum() == 0;
    }

    public boolean isExact() {
        return low.compareTo(high) == 0;
    }
}
