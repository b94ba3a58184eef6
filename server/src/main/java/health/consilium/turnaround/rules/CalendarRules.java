package health.consilium.turnaround.rules;

import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.ULocale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a country's file {@code calendars/<country>.txt} says beyond the libraries: days off and days worked that were
 * gazetted, festivals of the Chinese and the Islamic calendar, days on which work ends early, and weekends with the date from
 * which they are so. Each file names its sources. A line is {@code off}, {@code work}, {@code half}, {@code weekend},
 * {@code complete}, {@code gazetted} or {@code own}; see {@code docs/turnaround.md}.
 */
final class CalendarRules {

    private static final CalendarRules NONE = new CalendarRules();

    private final List<Predicate<LocalDate>> gazetted = new ArrayList<>();
    private final List<Predicate<LocalDate>> recurring = new ArrayList<>();
    private final List<Predicate<LocalDate>> work = new ArrayList<>();
    private final List<Half> halves = new ArrayList<>();
    private final TreeMap<LocalDate, Set<DayOfWeek>> weekends = new TreeMap<>();
    private final Set<Integer> complete = new HashSet<>();
    private final Set<Integer> listed = new HashSet<>();
    private int ownFrom = Integer.MAX_VALUE;

    private record Half(Predicate<LocalDate> on, Duration worked) {}

    private CalendarRules() {}

    static CalendarRules of(String country) {
        String file = "/health/consilium/turnaround/calendars/" + country + ".txt";
        try (InputStream in = CalendarRules.class.getResourceAsStream(file)) {
            return in == null ? NONE : read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CalendarRules read(InputStream in) {
        CalendarRules rules = new CalendarRules();
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(line -> rules.add(line.split("\\s+")));
        return rules;
    }

    private void add(String[] words) {
        switch (words[0]) {
            case "off" -> (isDate(words[1]) ? gazetted : recurring).add(days(words, 1));
            case "work" -> work.add(days(words, 1));
            case "half" ->
                halves.add(new Half(days(words, 2), Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(words[1]))));
            case "weekend" -> weekends.put(LocalDate.parse(words[1]), weekdays(words));
            case "complete" -> complete.add(Integer.parseInt(words[1]));
            case "gazetted" -> listed.add(Integer.parseInt(words[1]));
            case "own" -> ownFrom = Integer.parseInt(words[1]);
            default -> throw new IllegalArgumentException("Not a rule of a calendar: " + String.join(" ", words));
        }
    }

    private static Set<DayOfWeek> weekdays(String[] words) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = 2; i < words.length; i++) {
            days.add(DayOfWeek.valueOf(words[i]));
        }
        return days;
    }

    /** {@code 2026-03-20}, {@code 12-25}, {@code islamic 10-01}, {@code chinese 01-01}, {@code FRIDAY}; with {@code ..} to. */
    private static Predicate<LocalDate> days(String[] words, int at) {
        boolean named = words.length > at + 1 && !words[at + 1].startsWith("from");
        String[] range = words[named ? at + 1 : at].split("\\.\\.");
        String first = range[0];
        String last = range[range.length - 1];
        Predicate<LocalDate> days;
        if (named) {
            days = switch (words[at]) {
                case "islamic" -> lunar(CalendarRules::islamic, first, last);
                case "chinese" -> lunar(CalendarRules::chinese, first, last);
                default -> throw new IllegalArgumentException("Not a calendar: " + words[at]);
            };
        } else if (first.equals("qingming")) {
            days = day -> day.equals(qingming(day.getYear()));
        } else if (first.matches("[A-Z]+")) {
            days = day -> day.getDayOfWeek() == DayOfWeek.valueOf(first);
        } else if (isDate(first)) {
            LocalDate from = LocalDate.parse(first);
            LocalDate to = LocalDate.parse(last);
            days = day -> !day.isBefore(from) && !day.isAfter(to);
        } else {
            days = day -> within(MonthDay.from(day).toString().substring(2), first, last);
        }
        String from = words[words.length - 1];
        return from.startsWith("from=") ? days.and(day -> !day.isBefore(LocalDate.parse(from.substring(5)))) : days;
    }

    private static boolean isDate(String word) {
        return word.matches("\\d{4}-.*");
    }

    private static boolean within(String day, String first, String last) {
        return day.compareTo(first) >= 0 && day.compareTo(last) <= 0;
    }

    /** A day by its own date, and, as the eve of a month, as that month's day 0. */
    private static Predicate<LocalDate> lunar(Function<LocalDate, String> calendar, String first, String last) {
        return day -> {
            String tomorrow = calendar.apply(day.plusDays(1));
            boolean eve = tomorrow.endsWith("-01") && within(tomorrow.substring(0, 2) + "-00", first, last);
            return eve || within(calendar.apply(day), first, last);
        };
    }

    /** The calendar of Umm al-Qura; the sighting of the moon may differ by a day, and is then gazetted. */
    private static String islamic(LocalDate day) {
        try {
            HijrahDate date = HijrahDate.from(day);
            return "%02d-%02d".formatted(date.get(ChronoField.MONTH_OF_YEAR), date.get(ChronoField.DAY_OF_MONTH));
        } catch (DateTimeException outsideOfItsTable) {
            return "";
        }
    }

    private static String chinese(LocalDate day) {
        ChineseCalendar calendar =
                new ChineseCalendar(com.ibm.icu.util.TimeZone.getTimeZone("Asia/Shanghai"), ULocale.CHINA);
        calendar.setTime(Date.from(
                day.atTime(LocalTime.NOON).atZone(ZoneId.of("Asia/Shanghai")).toInstant()));
        boolean leap = calendar.get(ChineseCalendar.IS_LEAP_MONTH) == 1;
        return leap
                ? "leap"
                : "%02d-%02d"
                        .formatted(calendar.get(ChineseCalendar.MONTH) + 1, calendar.get(ChineseCalendar.DAY_OF_MONTH));
    }

    /** The solar term of that name in the years 2000 to 2099: the sun at 15 degrees. */
    private static LocalDate qingming(int year) {
        int y = year % 100;
        return LocalDate.of(year, 4, (int) (y * 0.2422 + 4.81) - y / 4);
    }

    boolean isEmpty() {
        return gazetted.isEmpty() && recurring.isEmpty();
    }

    /** Whether the days off of this year are all in the file, and what a library has does not count. */
    boolean isAlone(int year) {
        return complete.contains(year) || year >= ownFrom;
    }

    boolean isOff(LocalDate day) {
        boolean reckoned = !complete.contains(day.getYear()) && !listed.contains(day.getYear());
        return any(gazetted, day) || reckoned && any(recurring, day);
    }

    boolean isWorked(LocalDate day) {
        return any(work, day);
    }

    Optional<Duration> half(LocalDate day) {
        return halves.stream()
                .filter(half -> half.on().test(day))
                .map(Half::worked)
                .min(Duration::compareTo);
    }

    Optional<Set<DayOfWeek>> weekend(LocalDate day) {
        return Optional.ofNullable(weekends.floorEntry(day)).map(Map.Entry::getValue);
    }

    private static boolean any(List<Predicate<LocalDate>> rules, LocalDate day) {
        return rules.stream().anyMatch(rule -> rule.test(day));
    }
}
