package io.hedgerow.simulator.community;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What people write, in nine languages, put together from small vocabularies of our own. */
public final class Phrases {

  private record Tongue(
      List<String> things, List<String> qualities, List<String> titles, List<String> remarks) {}

  private static final Map<String, Tongue> TONGUES =
      Map.of(
          "en",
          new Tongue(
              List.of(
                  "kitchen shelf",
                  "garden bench",
                  "reading corner",
                  "wool scarf",
                  "lemon cake",
                  "paper lamp",
                  "balcony garden",
                  "oak table",
                  "picnic basket",
                  "watercolour",
                  "herb bed",
                  "winter coat",
                  "bookshelf",
                  "sourdough",
                  "quilt",
                  "bike trailer",
                  "tea set",
                  "hallway",
                  "pottery bowl",
                  "rain barrel"),
              List.of(
                  "cosy",
                  "simple",
                  "bright",
                  "old",
                  "tiny",
                  "warm",
                  "handmade",
                  "green",
                  "quiet",
                  "wooden",
                  "soft",
                  "rustic",
                  "playful",
                  "blue"),
              List.of(
                  "A {q} {t}",
                  "{q} {t} for a small flat",
                  "My {q} {t}, finished at last",
                  "How I made this {t}",
                  "Ideas for a {q} {t}",
                  "{t} in autumn colours",
                  "Before and after: {t}",
                  "Weekend project: {q} {t}"),
              List.of(
                  "Love this {t}!",
                  "Where did you find the {t}?",
                  "So {q}, thank you for sharing",
                  "I tried this and it came out {q}",
                  "That {t} reminds me of my grandmother's",
                  "Saving this for later",
                  "What colour is that?",
                  "The {q} one is my favourite",
                  "Could you share the pattern?",
                  "This made my day")),
          "de",
          new Tongue(
              List.of(
                  "Küchenregal",
                  "Gartenbank",
                  "Leseecke",
                  "Wollschal",
                  "Zitronenkuchen",
                  "Papierlampe",
                  "Balkongarten",
                  "Eichentisch",
                  "Kräuterbeet",
                  "Quilt"),
              List.of(
                  "gemütlich", "schlicht", "hell", "alt", "winzig", "warm", "handgemacht", "grün"),
              List.of(
                  "{t}, {q} und selbst gemacht",
                  "Mein {t}",
                  "Ideen für {t}",
                  "{t} vorher und nachher"),
              List.of(
                  "Wie schön!",
                  "Woher ist das {t}?",
                  "So {q}, danke!",
                  "Das merke ich mir",
                  "Gibt es eine Anleitung?")),
          "fr",
          new Tongue(
              List.of(
                  "étagère",
                  "banc de jardin",
                  "écharpe",
                  "gâteau au citron",
                  "lampe en papier",
                  "balcon fleuri",
                  "table en chêne",
                  "bol en terre"),
              List.of("douillet", "simple", "clair", "ancien", "petit", "chaleureux", "vert"),
              List.of(
                  "{t}, {q} et fait main",
                  "Mon projet : {t}",
                  "Idées pour {t}",
                  "{t} avant et après"),
              List.of(
                  "Magnifique !",
                  "Où as-tu trouvé {t} ?",
                  "Si {q}, merci",
                  "Je garde l'idée",
                  "Quelle couleur est-ce ?")),
          "es",
          new Tongue(
              List.of(
                  "estantería",
                  "banco de jardín",
                  "bufanda",
                  "pastel de limón",
                  "lámpara",
                  "balcón",
                  "mesa de roble",
                  "cuenco"),
              List.of("acogedor", "sencillo", "claro", "antiguo", "pequeño", "cálido", "verde"),
              List.of("{t}, {q} y hecho a mano", "Mi {t}", "Ideas para {t}", "{t} antes y después"),
              List.of(
                  "¡Qué bonito!",
                  "¿Dónde compraste {t}?",
                  "Muy {q}, gracias",
                  "Lo guardo",
                  "¿Qué color es?")),
          "pt",
          new Tongue(
              List.of(
                  "prateleira",
                  "banco de jardim",
                  "cachecol",
                  "bolo de limão",
                  "luminária",
                  "varanda",
                  "mesa de carvalho",
                  "tigela"),
              List.of("aconchegante", "simples", "claro", "antigo", "pequeno", "verde"),
              List.of(
                  "{t}, {q} e feito à mão", "Meu {t}", "Ideias para {t}", "{t}: antes e depois"),
              List.of(
                  "Que lindo!",
                  "Onde encontrou {t}?",
                  "Tão {q}, obrigada",
                  "Vou guardar",
                  "Qual é a cor?")),
          "ja",
          new Tongue(
              List.of("台所の棚", "庭のベンチ", "マフラー", "レモンケーキ", "紙の灯り", "ベランダ菜園", "木の机"),
              List.of("やさしい", "小さな", "明るい", "古い", "あたたかい"),
              List.of("{q}{t}", "{t}を作りました", "{t}のアイデア", "{t}の前と後"),
              List.of("すてきです", "{t}はどこで買えますか", "{q}ですね", "保存しました")),
          "hi",
          new Tongue(
              List.of("रसोई की अलमारी", "बगीचे की बेंच", "ऊनी शॉल", "नींबू केक", "दीया", "बालकनी"),
              List.of("सुंदर", "सरल", "पुराना", "छोटा", "हरा"),
              List.of("{q} {t}", "मेरा {t}", "{t} के लिए विचार"),
              List.of("बहुत सुंदर", "{t} कहाँ से लिया?", "धन्यवाद", "मैं भी बनाऊँगी")),
          "ar",
          new Tongue(
              List.of("رف المطبخ", "مقعد الحديقة", "وشاح", "كعكة الليمون", "مصباح", "شرفة"),
              List.of("جميل", "بسيط", "قديم", "صغير", "أخضر"),
              List.of("{t} {q}", "مشروعي: {t}", "أفكار {t}"),
              List.of("رائع", "من أين {t}؟", "شكرا لك", "حفظته")));

  private final RandomGenerator random;

  public Phrases(RandomGenerator random) {
    this.random = random;
  }

  public String title(String language) {
    Tongue tongue = tongue(language);
    return fill(pick(tongue.titles()), tongue);
  }

  public String remark(String language) {
    Tongue tongue = tongue(language);
    String remark = fill(pick(tongue.remarks()), tongue);
    return switch (random.nextInt(8)) {
      case 0 -> remark + " " + pick(List.of("😊", "❤️", "👏", "✨"));
      case 1 -> remark + " " + fill(pick(tongue.remarks()), tongue);
      default -> remark;
    };
  }

  public String bio(String language) {
    Tongue tongue = tongue(language);
    return fill(pick(tongue.titles()), tongue) + ". " + fill(pick(tongue.remarks()), tongue);
  }

  /** A word for a domain or a name. */
  public String name() {
    List<String> first =
        List.of(
            "maple", "river", "copper", "linen", "clover", "harbor", "amber", "willow", "pebble",
            "lark", "cedar", "violet", "meadow", "lantern", "thistle", "orchard");
    List<String> second =
        List.of(
            "house", "studio", "craft", "kitchen", "shop", "home", "press", "works", "daily",
            "garden", "room", "goods", "market", "journal");
    return pick(first) + pick(second);
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Tongue tongue(String language) {
    Tongue tongue = TONGUES.get(language);
    if (tongue == null) {
      throw new IllegalArgumentException("no phrases in `" + language + "`");
    }
    return tongue;
  }

  private String fill(String form, Tongue tongue) {
    return form.replace("{t}", pick(tongue.things())).replace("{q}", pick(tongue.qualities()));
  }
}
