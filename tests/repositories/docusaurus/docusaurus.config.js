module.exports = { title: "The coast", url: "https://coast.example.org", baseUrl: "/" };
