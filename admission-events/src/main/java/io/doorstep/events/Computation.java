package io.doorstep.events;

/**
 * How a number follows from demand: {@code asked} is demand times headroom times caution, rounded up; the number is that,
 * within the bounds, and at most a step away from the one before.
 *
 * @param demand what one client asks for
 * @param headroom what it is multiplied by
 * @param caution what it is multiplied by on top while few clients have been seen; 1: nothing
 * @param asked the product, rounded up
 * @param floor the least it may be; the number before where that is lower
 * @param ceiling the most it may be; the number before where that is higher
 * @param step share of the number before that it moves at most, and by at least 1
 */
public record Computation(double demand, double headroom, double caution, int asked, int floor, int ceiling,
        double step) {

    /** Where it leads from a number, once all steps are taken. */
    public int target(int from) {
        return Math.clamp(asked, Math.min(floor, from), Math.max(ceiling, from));
    }

    /** Where it leads from a number in one step. */
    public int next(int from) {
        int target = target(from);
        int most = (int) Math.min(Integer.MAX_VALUE - (double) from, Math.max(1, Math.floor(from * step)));
        return target > from ? Math.min(target, from + most) : Math.max(target, from - most);
    }

    /** The same with another ceiling. */
    public Computation withCeiling(int most) {
        return new Computation(demand, headroom, caution, asked, floor, most, step);
    }
}
