package health.consilium.completeness;

import health.consilium.terminology.rules.ChecklistItem;
import org.springframework.stereotype.Component;

/** The texts of the content as they were written. */
@Component
class EnglishTexts implements ItemTexts {

    private final Remedies remedies;

    EnglishTexts(Remedies remedies) {
        this.remedies = remedies;
    }

    @Override
    public Text label(ChecklistItem item, String language) {
        return new Text(item.label(), language.equals("en"));
    }

    @Override
    public Text howToObtain(ChecklistItem item, String language) {
        return new Text(remedies.words(item), language.equals("en"));
    }
}
