package health.consilium.bench.completeness;

import java.util.List;
import java.util.Locale;

/** Time over records, with the straight line through nought and the largest case. */
final class Growth {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int BOTTOM = 50;
    private static final int TOP = 20;

    private Growth() {}

    static String svg(List<Measured> measured) {
        double most = measured.stream().mapToDouble(Measured::records).max().orElseThrow();
        double longest = measured.stream().mapToDouble(Measured::p95).max().orElseThrow() * 1.1;
        Measured largest = measured.get(measured.size() - 1);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        line(svg, LEFT, y(0, longest), x(most, most), y(0, longest), "#333", "");
        line(svg, LEFT, y(0, longest), LEFT, TOP, "#333", "");
        line(svg, x(0, most), y(0, longest), x(most, most), y(largest.p50(), longest), "#999", "4 4");
        for (Measured one : measured) {
            dot(svg, x(one.records(), most), y(one.p50(), longest), "#0b5fa5");
            dot(svg, x(one.records(), most), y(one.p95(), longest), "#c2410c");
            if (one.records() >= most / 10) {
                text(svg, x(one.records(), most), HEIGHT - BOTTOM + 18, "middle", String.valueOf(one.records()));
            }
        }
        for (int i = 0; i <= 4; i++) {
            double ms = longest * i / 4;
            text(svg, LEFT - 8, y(ms, longest) + 4, "end", String.format(Locale.ROOT, "%.1f ms", ms));
        }
        text(svg, (WIDTH + LEFT) / 2.0, HEIGHT - 10, "middle", "records of the case");
        text(svg, LEFT + 20, TOP + 10, "start", "blue: p50, orange: p95, dashed: linear");
        return svg.append("</svg>\n").toString();
    }

    private static double x(double records, double most) {
        return LEFT + records / most * (WIDTH - LEFT - 30);
    }

    private static double y(double ms, double longest) {
        return HEIGHT - BOTTOM - ms / longest * (HEIGHT - BOTTOM - TOP);
    }

    private static void line(
            StringBuilder svg, double x1, double y1, double x2, double y2, String colour, String dashes) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour,
                dashes));
    }

    private static void dot(StringBuilder svg, double x, double y, String colour) {
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x, y, colour));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
    }
}
