package health.consilium.translation;

/** The two ways in which documents are translated, each with its Task codes. */
enum Direction {
    /** A patient's record into English, for the centre. */
    RECORD("translate", "verify-translation"),
    /** A centre's report into the patient's language. */
    REPORT("translate-report", "verify-report-translation");

    private final String translate;
    private final String verify;

    Direction(String translate, String verify) {
        this.translate = translate;
        this.verify = verify;
    }

    String translate() {
        return translate;
    }

    String verify() {
        return verify;
    }
}
