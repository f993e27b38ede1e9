// The widget's languages: each file of locales/ adds its words under its tag ("de", "pt-br").
const locales = {};
